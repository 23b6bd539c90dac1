using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>The limits and the seed of every world: the section <c>Emulator:Worlds</c>, checked at the start.</summary>
internal sealed class WorldOptions : IValidatableObject
{
    public const long Megabyte = 1024 * 1024;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>The seed of all random choices. Two emulators with the same seed make the same choices.</summary>
    /// <value>Any whole number of 64 bits. The default is 1.</value>
    public long ChanceSeed { get; set; } = 1;

    /// <summary>The most entries in a world's journal; the oldest are dropped.</summary>
    /// <value>100 to 1,000,000. The default is 10,000.</value>
    [Range(100, 1_000_000)]
    public int JournalEntries { get; set; } = 10_000;

    /// <summary>The most memory of a world's journal, estimated; the oldest entries are dropped.</summary>
    /// <value>1 to 4096, in MB. The default is 32.</value>
    [Range(1, 4096)]
    public int JournalMegabytes { get; set; } = 32;

    /// <summary>The most memory of all journals together, estimated; the largest journals drop their oldest entries.</summary>
    /// <value>1 to 65,536, in MB. The default is 256.</value>
    [Range(1, 65_536)]
    public int JournalsMegabytes { get; set; } = 256;

    /// <summary>
    /// The time without use after which a world is ended, if it has no registrations and nothing is booked or in flight. Worlds in a state file
    /// and the seeded world stay.
    /// </summary>
    /// <value>1 minute to 365 days, in real time; 0s means never. The default is 1 hour.</value>
    public TimeSpan AbandonedAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The most worlds; a call that needs another one is answered 429.</summary>
    /// <value>1 to 1,000,000. The default is 100,000.</value>
    [Range(1, 1_000_000)]
    public int Most { get; set; } = 100_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AbandonedAfter != TimeSpan.Zero && (AbandonedAfter < Shortest || AbandonedAfter > Longest))
        {
            yield return new ValidationResult($"{nameof(AbandonedAfter)} must be 0s for never, or between 1 minute and 365 days", [nameof(AbandonedAfter)]);
        }
    }
}
