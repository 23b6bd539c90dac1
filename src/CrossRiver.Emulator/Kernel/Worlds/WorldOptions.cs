using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Kernel.Journal.Keeping;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>What every world starts with: the section <c>Emulator:Worlds</c>, checked at the start.</summary>
internal sealed class WorldOptions : IValidatableObject
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>Where all random choices come from: two emulators with one seed make the same ones.</summary>
    /// <value>Any whole number of 64 bits. The default is 1.</value>
    public long ChanceSeed { get; set; } = 1;

    /// <summary>How many entries a world's journal keeps; the oldest are dropped.</summary>
    /// <value>100 to 1,000,000. The default is 10,000.</value>
    [Range(100, 1_000_000)]
    public int JournalEntries { get; set; } = 10_000;

    /// <summary>How much memory a world's journal takes, about; the oldest entries are dropped.</summary>
    /// <value>1 to 4096, in MB. The default is 32.</value>
    [Range(1, 4096)]
    public int JournalMegabytes { get; set; } = 32;

    /// <summary>How much memory the journals of all worlds take together, about; the largest ones drop their oldest entries.</summary>
    /// <value>1 to 65,536, in MB. The default is 256.</value>
    [Range(1, 65_536)]
    public int JournalsMegabytes { get; set; } = 256;

    /// <summary>
    /// How long nobody may use a world before it is ended: one without registrations in which nothing is booked or on its way. Worlds that a
    /// file of the state keeps are not ended, nor the one that is seeded.
    /// </summary>
    /// <value>1 minute to 365 days, in real time; 0s is never. The default is 1 hour.</value>
    public TimeSpan AbandonedAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many worlds there may be; what would begin one more is answered 429.</summary>
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

    /// <summary>The order of all journals, with the memory that they may take together.</summary>
    public JournalOrder OrderOfJournals() => new() { Memory = new JournalMemory(JournalsMegabytes * 1024L * 1024L) };

    /// <summary>How much a world's journal keeps.</summary>
    public JournalSize SizeOfJournal() => new(JournalEntries, JournalMegabytes * 1024L * 1024L);
}
