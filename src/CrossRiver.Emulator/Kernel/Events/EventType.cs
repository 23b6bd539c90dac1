namespace CrossRiver.Emulator.Kernel.Events;

/// <summary>A type of domain event, such as the onboarding of a customer.</summary>
/// <param name="Name">The bank's name, for example <c>Core.Customer.Onboarded</c>.</param>
/// <param name="Description">One sentence about the cause.</param>
internal sealed record EventType(string Name, string Description);
