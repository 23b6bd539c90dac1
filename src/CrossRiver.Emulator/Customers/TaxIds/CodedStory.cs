using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Steps;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Settings;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Scenarios.Codes;

/// <summary>Makes the story of a tax-id code. What it comes to is a scenario like any other.</summary>
internal static class CodedStory
{
    private static readonly TimeSpan RescanAfter = TimeSpan.FromDays(30);

    private static readonly Delay Patience = new(TimeSpan.FromHours(48), TimeSpan.FromHours(48));

    // By the first and second digits.
    private static readonly ScanPath[] Paths =
    [
        new("clear", ScanStatus.Clear),
        new("hit", ScanStatus.Failed) { Outcome = ScanStatus.Positive },
        new("reviewed, then clear", ScanStatus.Failed) { Outcome = ScanStatus.Clear },
        new("held for a review", ScanStatus.Failed) { IsHeld = true },
        new("stuck in Pending", Answer: null),
        new("clear, hit after 30 days", ScanStatus.Clear) { IsHitLater = true },
    ];

    private static readonly (string Of, string Digits)[] Places = [("OFAC", "012345"), ("PEP", "012345"), ("the pace", "01239"), ("the delivery", "012345678")];

    /// <summary>Finds the first digit that stands for nothing, in words, or returns <see langword="null"/> when all stand for something.</summary>
    public static string? FindFault(string digits) => Places.Zip(digits)
        .Where(place => !place.First.Digits.Contains(place.Second, StringComparison.Ordinal))
        .Select(place => $"'{place.Second}' is no digit for {place.First.Of}; write one of {place.First.Digits}")
        .FirstOrDefault();

    /// <summary>What each digit of a code stands for, in the order of the digits.</summary>
    public static IReadOnlyList<CodedPlace> Describe() =>
    [
        .. Places.Select((place, index) => new CodedPlace(place.Of, place.Digits.ToDictionary(digit => $"{digit}", digit => MeaningOf(index, digit), StringComparer.Ordinal))),
    ];

    /// <summary>Makes a story.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="taxId">The tax id that it is for.</param>
    /// <param name="digits">The code, without a fault.</param>
    /// <param name="byDefault">How fast the bank is where the code does not say it.</param>
    public static Scenario Make(string name, string taxId, string digits, Pace byDefault)
    {
        var (ofac, pep) = (Paths[digits[0] - '0'], Paths[digits[1] - '0']);
        var pace = CodedPace.Of(digits[2], byDefault);

        return new Scenario
        {
            Name = name,
            Title = $"OFAC {ofac.Name}; PEP {pep.Name}; pace {pace?.Name ?? "never"}; delivery {CodedDelivery.NameOf(digits[3])}",
            Match = new Match { Body = [new FieldMatch("profile.taxId", [new EqualTest(taxId)])] },
            Timeline = pace is null ? [] : [.. Tell(ofac, pep, pace).OfType<Step>()],
            Delivery = CodedDelivery.Of(digits[3]),
            Source = "the tax-id code",
        };
    }

    private static string MeaningOf(int place, char digit) => place switch
    {
        0 or 1 => Paths[digit - '0'].Name,
        2 => CodedPace.Of(digit, Pace.Fast)?.Name ?? "never",
        _ => CodedDelivery.NameOf(digit),
    };

    private static IEnumerable<Step?> Tell(ScanPath ofac, ScanPath pep, CodedPace pace) =>
    [
        new Step { Id = "onboarded", After = pace.Onboarded, Emit = CustomerEvents.Onboarded },
        Change("pep-answer", pep.Answer, ofac: null, after: pace.PepAnswer),

        // It comes when it would have come, even if PEP stays Pending and has no step.
        Change("ofac-answer", pepScan: null, ofac.Answer, after: pep.Answer is null ? Sum(pace.PepAnswer, pace.OfacAnswer) : pace.OfacAnswer),
        Change("review", pep.Review, ofac.Review, after: pace.Review),
        Change("outcome", pep.Outcome, ofac.Outcome, after: pace.Outcome),

        // A hold has a lane of its own: a person may release one scan and leave the other.
        pep.IsHeld ? Hold("pep", pace.HoldAt, status => new StatusChange { PepScan = status }) : null,
        ofac.IsHeld ? Hold("ofac", pace.HoldAt, status => new StatusChange { Ofac = status }) : null,
        Rescan("rescan", ScanStatus.Failed, pep, ofac, RescanAfter),
        Rescan("rescan-review", ScanStatus.Reviewing, pep, ofac, RescanAfter + pace.Review.Longest),
        Rescan("rescan-outcome", ScanStatus.Positive, pep, ofac, RescanAfter + pace.Review.Longest + pace.Outcome.Longest),
    ];

    private static Step? Change(string id, ScanStatus? pepScan, ScanStatus? ofac, Delay? after = null, Delay? at = null) =>
        pepScan is null && ofac is null ? null : new Step { Id = id, After = after, At = at, Set = new StatusChange { PepScan = pepScan, Ofac = ofac } };

    private static Step? Rescan(string id, ScanStatus status, ScanPath pep, ScanPath ofac, TimeSpan at) =>
        Change(id, pep.IsHitLater ? status : null, ofac.IsHitLater ? status : null, at: new Delay(at, at));

    private static Step Hold(string scan, Delay at, Func<ScanStatus, StatusChange> to) => new()
    {
        Id = $"{scan}-review",
        At = at,
        Set = to(ScanStatus.Reviewing),
        Hold = new Hold
        {
            Actions = [Action("release", scan, to(ScanStatus.Clear)), Action("reject", scan, to(ScanStatus.Positive))],
            Timeout = Patience,
            TimeoutAction = $"release-{scan}",
        },
    };

    private static HoldAction Action(string verb, string scan, StatusChange change) => new()
    {
        Name = $"{verb}-{scan}",
        Steps = [new Step { Id = $"{scan}-review.{verb}-{scan}.1", Set = change }],
    };

    private static Delay Sum(Delay first, Delay second) => new(first.Shortest + second.Shortest, first.Longest + second.Longest);

    /// <summary>What a scan finds.</summary>
    /// <param name="Name">In words.</param>
    /// <param name="Answer">Its first result, or <see langword="null"/> when there is never one.</param>
    private sealed record ScanPath(string Name, ScanStatus? Answer)
    {
        /// <summary>What the review of a result that is Failed finds, or <see langword="null"/> when there is none that ends by itself.</summary>
        public ScanStatus? Outcome { get; init; }

        public ScanStatus? Review => Outcome is null ? null : ScanStatus.Reviewing;

        /// <summary>Whether the review waits for a person.</summary>
        public bool IsHeld { get; init; }

        /// <summary>Whether a nightly scan finds something after all.</summary>
        public bool IsHitLater { get; init; }
    }
}

/// <summary>One digit of a code.</summary>
/// <param name="Of">What it says something of.</param>
/// <param name="Digits">What each digit stands for.</param>
internal sealed record CodedPlace(string Of, IReadOnlyDictionary<string, string> Digits);
