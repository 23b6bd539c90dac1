using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Something that goes wrong on purpose: with calls, or with deliveries.</summary>
/// <param name="OfCalls">The rule, if it is for calls.</param>
/// <param name="OfDeliveries">The rule, if it is for deliveries.</param>
internal sealed record FaultRule(ApiRule? OfCalls, DeliveryFault? OfDeliveries);
