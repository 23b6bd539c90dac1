using CrossRiver.Emulator.Modules.Accounts.Requests;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>A wire that an account has received. The store keeps none, because no route reads one.</summary>
/// <param name="PartnerId">The partner of the account.</param>
/// <param name="Request">The simulation that made the wire.</param>
internal sealed record WirePayment(Guid Id, Guid PartnerId, WireSimulationRequest Request, DateTimeOffset CreatedAt);
