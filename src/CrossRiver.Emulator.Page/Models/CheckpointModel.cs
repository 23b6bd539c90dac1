namespace CrossRiver.Emulator.Page.Models;

/// <summary>A kept moment of a world.</summary>
/// <param name="Name">The name.</param>
/// <param name="At">The moment on the world's clock, or null for the beginning of the world.</param>
/// <param name="Since">The address of the journal since the moment.</param>
/// <param name="Actions">The actions: return, delete.</param>
public sealed record CheckpointLine(string Name, DateTimeOffset? At, string Since, IReadOnlyList<ActionForm> Actions);
