namespace CrossRiver.Emulator.Kernel.Worlds.Parts;

/// <summary>What the world of one partner contains from its beginning, and again after each reset.</summary>
/// <param name="PartnerId">The partner, or null if no world is filled.</param>
/// <param name="Fill">Fills the world.</param>
internal sealed record WorldSeed(Guid? PartnerId, Action<World> Fill);
