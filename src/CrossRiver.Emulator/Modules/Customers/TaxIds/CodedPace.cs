using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Customers.TaxIds;

/// <summary>How fast the story of a tax-id code goes: its third digit.</summary>
internal sealed record CodedPace
{
    private static readonly CodedPace Fast = new()
    {
        Name = "default",
        Onboarded = Milliseconds(100),
        PepAnswer = Milliseconds(850),
        OfacAnswer = Milliseconds(50),
        Review = Seconds(1),
        Outcome = Seconds(2),
        HoldAt = Seconds(2),
    };

    // From samples as far as they go; a review takes up to 48 hours by the bank's pages.
    private static readonly CodedPace Faithful = new()
    {
        Name = "default",
        Onboarded = new Delay(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(22)),
        PepAnswer = new Delay(TimeSpan.FromSeconds(93), TimeSpan.FromSeconds(98)),
        OfacAnswer = Milliseconds(60),
        Review = new Delay(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)),
        Outcome = new Delay(TimeSpan.FromHours(1), TimeSpan.FromHours(48)),
        HoldAt = Seconds(5 * 60),
    };

    // A hold has a lane of its own: the first moment after the others is not yet the same one.
    private static readonly CodedPace Instant = new() { Name = "instant", HoldAt = Milliseconds(1) };

    private static readonly CodedPace Minutes = new()
    {
        Name = "minutes",
        Onboarded = Seconds(10),
        PepAnswer = Seconds(110),
        OfacAnswer = Seconds(1),
        Review = Seconds(5 * 60),
        Outcome = Seconds(10 * 60),
        HoldAt = Seconds(10 * 60),
    };

    private static readonly CodedPace Days = new()
    {
        Name = "days",
        Onboarded = Seconds(60 * 60),
        PepAnswer = Seconds(24 * 60 * 60),
        OfacAnswer = Seconds(60),
        Review = Seconds(24 * 60 * 60),
        Outcome = Seconds(2 * 24 * 60 * 60),
        HoldAt = Seconds(3 * 24 * 60 * 60),
    };

    public required string Name { get; init; }

    /// <summary>From the create to the event that the customer is onboarded.</summary>
    public Delay Onboarded { get; init; }

    /// <summary>From there to the result of the PEP scan.</summary>
    public Delay PepAnswer { get; init; }

    /// <summary>From there to the result of the OFAC scan.</summary>
    public Delay OfacAnswer { get; init; }

    /// <summary>From a result that is Failed to its review.</summary>
    public Delay Review { get; init; }

    /// <summary>From there to what the review finds.</summary>
    public Delay Outcome { get; init; }

    /// <summary>From the create to a review that waits for a person; it comes after both results.</summary>
    public Delay HoldAt { get; init; }

    /// <summary>The pace that a digit stands for; <see langword="null"/> when nothing ever happens.</summary>
    public static CodedPace? Of(char digit, Pace byDefault) => digit switch
    {
        '0' => byDefault is Pace.Faithful ? Faithful : Fast,
        '1' => Instant,
        '2' => Minutes,
        '3' => Days,
        _ => null,
    };

    private static Delay Seconds(int seconds) => Milliseconds(seconds * 1000);

    private static Delay Milliseconds(int milliseconds) => new(TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(milliseconds));
}
