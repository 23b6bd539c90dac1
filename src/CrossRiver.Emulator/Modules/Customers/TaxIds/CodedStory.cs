using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Customers.TaxIds;

/// <summary>Writes the scenario of a tax-id code.</summary>
internal static class CodedStory
{
    private static readonly TimeSpan RescanAfter = TimeSpan.FromDays(30);

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

    /// <summary>Writes a scenario.</summary>
    /// <param name="taxId">The tax id that it is for.</param>
    /// <param name="digits">The code, without a fault.</param>
    /// <param name="byDefault">How fast the bank is where the code does not say it.</param>
    /// <returns>A scenario file, in YAML.</returns>
    public static string Write(string name, string taxId, string digits, Pace byDefault)
    {
        var (ofac, pep) = (Paths[digits[0] - '0'], Paths[digits[1] - '0']);
        var pace = CodedPace.Of(digits[2], byDefault);
        var steps = pace is null ? [] : Tell(ofac, pep, pace).OfType<string>().ToList();
        var yaml = new StringBuilder($"""
            version: 1
            scenario: {name}
            title: OFAC {ofac.Name}; PEP {pep.Name}; pace {pace?.Name ?? "never"}; delivery {CodedDelivery.NameOf(digits[3])}
            match: {MatchOf(taxId)}
            timeline:
            """);

        yaml.Append(steps is [] ? " []\n" : "\n");
        foreach (var step in steps)
        {
            yaml.Append("  - { ").Append(step).Append(" }\n");
        }

        return yaml.Append(CodedDelivery.Write(digits[3])).ToString();
    }

    private static string MatchOf(string taxId) => $$"""{ body: { profile.taxId: "{{taxId}}" } }""";

    private static string MeaningOf(int place, char digit) => place switch
    {
        0 or 1 => Paths[digit - '0'].Name,
        2 => CodedPace.Of(digit, Pace.Fast)?.Name ?? "never",
        _ => CodedDelivery.NameOf(digit),
    };

    private static IEnumerable<string?> Tell(ScanPath ofac, ScanPath pep, CodedPace pace) =>
    [
        $"id: onboarded, after: {Print(pace.Onboarded)}, emit: {CustomerEvents.Onboarded}",
        Change("pep-answer", "after", pace.PepAnswer, pep.Answer, ofac: null),

        // It comes when it would have come, even if PEP stays Pending and has no step.
        Change("ofac-answer", "after", pep.Answer is null ? Sum(pace.PepAnswer, pace.OfacAnswer) : pace.OfacAnswer, pepScan: null, ofac.Answer),
        Change("review", "after", pace.Review, pep.Review, ofac.Review),
        Change("outcome", "after", pace.Outcome, pep.Outcome, ofac.Outcome),

        // A hold has a lane of its own: a person may release one scan and leave the other.
        pep.IsHeld ? Hold("pep", "pepScan", pace.HoldAt) : null,
        ofac.IsHeld ? Hold("ofac", "ofac", pace.HoldAt) : null,
        Rescan("rescan", ScanStatus.Failed, pep, ofac, RescanAfter),
        Rescan("rescan-review", ScanStatus.Reviewing, pep, ofac, RescanAfter + pace.Review.Longest),
        Rescan("rescan-outcome", ScanStatus.Positive, pep, ofac, RescanAfter + pace.Review.Longest + pace.Outcome.Longest),
    ];

    private static string? Change(string id, string when, Delay delay, ScanStatus? pepScan, ScanStatus? ofac) => (pepScan, ofac) switch
    {
        (null, null) => null,
        (_, null) => $"id: {id}, {when}: {Print(delay)}, set: {{ pepScan: {pepScan} }}",
        (null, _) => $"id: {id}, {when}: {Print(delay)}, set: {{ ofac: {ofac} }}",
        _ => $"id: {id}, {when}: {Print(delay)}, set: {{ pepScan: {pepScan}, ofac: {ofac} }}",
    };

    private static string? Rescan(string id, ScanStatus status, ScanPath pep, ScanPath ofac, TimeSpan at) =>
        Change(id, "at", new Delay(at, at), pep.IsHitLater ? status : null, ofac.IsHitLater ? status : null);

    private static string Hold(string scan, string key, Delay at) =>
        $"id: {scan}-review, at: {Print(at)}, set: {{ {key}: Reviewing }}, hold: {{ "
        + $"actions: {{ release-{scan}: [{{ set: {{ {key}: Clear }} }}], reject-{scan}: [{{ set: {{ {key}: Positive }} }}] }}, "
        + $"timeout: {{ after: 48h, action: release-{scan} }} }}";

    private static string Print(Delay delay) =>
        delay.IsFixed ? Duration.Print(delay.Shortest) : $"{Duration.Print(delay.Shortest)}..{Duration.Print(delay.Longest)}";

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
