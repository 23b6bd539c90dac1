namespace CrossRiver.Emulator.Kernel.Events;

/// <summary>A type of resource that the bank has, such as a customer.</summary>
/// <param name="Name">The name, for example <c>customer</c>.</param>
/// <param name="Path">The path of one, for example <c>core/v1/cm/customers/{customerId}</c>.</param>
/// <param name="HasStory">Whether scenarios tell its story, which begins when it is created.</param>
internal sealed record ResourceType(string Name, string Path, bool HasStory);
