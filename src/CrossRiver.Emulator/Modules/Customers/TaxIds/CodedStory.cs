using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Customers.TaxIds;

/// <summary>Writes the scenario of a tax-id code.</summary>
internal static class CodedStory
{
    private static readonly TimeSpan RescanAfter = TimeSpan.FromDays(30);

    // The index is the first digit, for OFAC, or the second, for PEP.
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

    /// <summary>Returns a message about the first digit without a meaning, or null if there is none.</summary>
    public static string? FindFault(string digits) => Places.Zip(digits)
        .Where(place => !place.First.Digits.Contains(place.Second, StringComparison.Ordinal))
        .Select(place => $"'{place.Second}' is no digit for {place.First.Of}; write one of {place.First.Digits}")
        .FirstOrDefault();

    /// <summary>Returns the meanings of the digits of a code, in their order.</summary>
    public static IReadOnlyList<CodedPlace> Describe() =>
    [
        .. Places.Select((place, index) => new CodedPlace(place.Of, place.Digits.ToDictionary(digit => $"{digit}", digit => MeaningOf(index, digit), StringComparer.Ordinal))),
    ];

    /// <summary>Returns a scenario file, in YAML.</summary>
    /// <param name="digits">A valid code.</param>
    /// <param name="byDefault">The pace if the code has none.</param>
    public static string Write(string name, string taxId, string digits, Pace byDefault)
    {
        var (ofac, pep) = (Paths[digits[0] - '0'], Paths[digits[1] - '0']);
        var pace = CodedPace.Of(digits[2], byDefault);
        var steps = pace is null ? [] : Lines(ofac, pep, pace).OfType<string>().ToList();
        var match = $$"""{ body: { profile.taxId: "{{taxId}}" } }""";
        return $"""
            version: 1
            scenario: {name}
            title: OFAC {ofac.Name}; PEP {pep.Name}; pace {pace?.Name ?? "never"}; delivery {CodedDelivery.NameOf(digits[3])}
            match: {match}
            timeline:{(steps is [] ? " []" : "")}
            {string.Concat(steps.Select(step => $"  - {{ {step} }}\n"))}{CodedDelivery.Write(digits[3])}
            """;
    }

    private static string MeaningOf(int place, char digit) => place switch
    {
        0 or 1 => Paths[digit - '0'].Name,
        2 => CodedPace.Of(digit, Pace.Fast)?.Name ?? "never",
        _ => CodedDelivery.NameOf(digit),
    };

    private static IEnumerable<string?> Lines(ScanPath ofac, ScanPath pep, CodedPace pace) =>
    [
        $"id: onboarded, after: {Print(pace.Onboarded)}, emit: {CustomerEvents.Onboarded}",
        Change("pep-answer", "after", pace.PepAnswer, pep.Answer, ofac: null),

        // Its moment is the same, even if PEP stays Pending and has no step.
        Change("ofac-answer", "after", pep.Answer is null ? Sum(pace.PepAnswer, pace.OfacAnswer) : pace.OfacAnswer, pepScan: null, ofac.Answer),
        Change("review", "after", pace.Review, pep.Review, ofac.Review),
        Change("outcome", "after", pace.Outcome, pep.Outcome, ofac.Outcome),

        // Each hold is a branch: a person may release one scan and leave the other.
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

    /// <summary>The results of a scan.</summary>
    /// <param name="Answer">The first result, or null if there is never one.</param>
    private sealed record ScanPath(string Name, ScanStatus? Answer)
    {
        /// <summary>Gets the outcome of the review of a Failed result, or null if no review ends by itself.</summary>
        public ScanStatus? Outcome { get; init; }

        public ScanStatus? Review => Outcome is null ? null : ScanStatus.Reviewing;

        /// <summary>Gets whether the review waits for a person.</summary>
        public bool IsHeld { get; init; }

        /// <summary>Gets whether a nightly scan has a later hit.</summary>
        public bool IsHitLater { get; init; }
    }
}

/// <summary>One place of a code.</summary>
/// <param name="Of">The subject of its digits.</param>
/// <param name="Digits">The meaning of each digit.</param>
internal sealed record CodedPlace(string Of, IReadOnlyDictionary<string, string> Digits);
