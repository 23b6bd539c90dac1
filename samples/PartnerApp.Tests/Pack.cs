using PartnerApp.Bank;

namespace PartnerApp;

/// <summary>The scenarios that ship with the emulator, and what the app has to make of each when it is over.</summary>
internal static class Pack
{
    /// <summary>Longer than any of them takes: the last hit comes after thirty days.</summary>
    public static TimeSpan LongEnough { get; } = TimeSpan.FromDays(35);

    public static IReadOnlyList<(string Scenario, ScanResult Ofac, ScanResult PepScan, Decision Decision)> Outcomes { get; } =
    [
        ("account-frozen", ScanResult.Clear, ScanResult.Clear, Decision.Approved),
        ("answer-lost", ScanResult.Clear, ScanResult.Clear, Decision.Approved),
        ("both-hit", ScanResult.Positive, ScanResult.Positive, Decision.Declined),
        ("business-hit", ScanResult.Positive, ScanResult.Clear, Decision.Declined),
        ("clear", ScanResult.Clear, ScanResult.Clear, Decision.Approved),
        ("faithful", ScanResult.Clear, ScanResult.Clear, Decision.Approved),
        ("faithful-day", ScanResult.Clear, ScanResult.Clear, Decision.Approved),
        ("flaky-api", ScanResult.Clear, ScanResult.Clear, Decision.Approved),
        ("late-hit", ScanResult.Positive, ScanResult.Clear, Decision.Declined),
        ("ofac-hit", ScanResult.Positive, ScanResult.Clear, Decision.Declined),
        ("ofac-review", ScanResult.Clear, ScanResult.Clear, Decision.Approved),
        ("ofac-review-cleared", ScanResult.Clear, ScanResult.Clear, Decision.Approved),
        ("opens-account", ScanResult.Clear, ScanResult.Clear, Decision.Approved),
        ("pep-hit", ScanResult.Clear, ScanResult.Positive, Decision.AskMore),
        ("pep-review", ScanResult.Clear, ScanResult.Clear, Decision.Approved),
        ("stuck-pending", ScanResult.Pending, ScanResult.Pending, Decision.Waiting),
        ("waits-for-address", ScanResult.Pending, ScanResult.Pending, Decision.Waiting),
        ("webhook-storm", ScanResult.Clear, ScanResult.Clear, Decision.Approved),
    ];
}
