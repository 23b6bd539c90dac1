namespace CrossRiver.Emulator.Kernel.Worlds.Parts;

/// <summary>Represents the initial content of one partner's world, also after each reset.</summary>
/// <param name="PartnerId">The partner, or null to fill no world.</param>
internal sealed record WorldSeed(Guid? PartnerId, Action<World> Fill);
