using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Customers.TaxIds;

/// <summary>The pace of a tax-id code's story: its third digit.</summary>
internal sealed record CodedPace(string Name)
{
    private static readonly CodedPace Fast = new("default")
    {
        Onboarded = Milliseconds(100),
        PepAnswer = Milliseconds(850),
        OfacAnswer = Milliseconds(50),
        Review = Seconds(1),
        Outcome = Seconds(2),
        HoldAt = Seconds(2),
    };

    // From samples where there are any. A review takes up to 48 hours by the bank's pages.
    private static readonly CodedPace Faithful = new("default")
    {
        Onboarded = new Delay(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(22)),
        PepAnswer = new Delay(TimeSpan.FromSeconds(93), TimeSpan.FromSeconds(98)),
        OfacAnswer = Milliseconds(60),
        Review = new Delay(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)),
        Outcome = new Delay(TimeSpan.FromHours(1), TimeSpan.FromHours(48)),
        HoldAt = Seconds(5 * 60),
    };

    // A hold is a separate branch: it must not start at the moment of the results.
    private static readonly CodedPace Instant = new("instant") { HoldAt = Milliseconds(1) };

    private static readonly CodedPace Minutes = new("minutes")
    {
        Onboarded = Seconds(10),
        PepAnswer = Seconds(110),
        OfacAnswer = Seconds(1),
        Review = Seconds(5 * 60),
        Outcome = Seconds(10 * 60),
        HoldAt = Seconds(10 * 60),
    };

    private static readonly CodedPace Days = new("days")
    {
        Onboarded = Seconds(60 * 60),
        PepAnswer = Seconds(24 * 60 * 60),
        OfacAnswer = Seconds(60),
        Review = Seconds(24 * 60 * 60),
        Outcome = Seconds(2 * 24 * 60 * 60),
        HoldAt = Seconds(3 * 24 * 60 * 60),
    };

    /// <summary>Gets the delay from the create to the Onboarded event.</summary>
    public Delay Onboarded { get; init; }

    /// <summary>Gets the delay from there to the result of the PEP scan.</summary>
    public Delay PepAnswer { get; init; }

    /// <summary>Gets the delay from there to the result of the OFAC scan.</summary>
    public Delay OfacAnswer { get; init; }

    /// <summary>Gets the delay from a Failed result to its review.</summary>
    public Delay Review { get; init; }

    /// <summary>Gets the delay from there to the end of the review.</summary>
    public Delay Outcome { get; init; }

    /// <summary>Gets the delay from the create to a review that waits for a person. It ends after both results.</summary>
    public Delay HoldAt { get; init; }

    /// <summary>Returns the pace of a digit, or null if the story never starts.</summary>
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
