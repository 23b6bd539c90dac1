using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Worlds;

/// <summary>What every world starts with: the section <c>Emulator:Worlds</c>, checked at the start.</summary>
internal sealed class WorldOptions
{
    /// <summary>Where all random choices come from: two emulators with one seed make the same ones.</summary>
    /// <value>Any whole number of 64 bits. The default is 1.</value>
    public long ChanceSeed { get; set; } = 1;

    /// <summary>How many entries a world's journal keeps; the oldest are dropped.</summary>
    /// <value>100 to 1,000,000. The default is 10,000.</value>
    [Range(100, 1_000_000)]
    public int JournalEntries { get; set; } = 10_000;
}
