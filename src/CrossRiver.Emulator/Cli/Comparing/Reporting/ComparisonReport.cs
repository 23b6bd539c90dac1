using CrossRiver.Emulator.Cli.Comparing.Differing;
using CrossRiver.Emulator.Scenarios.Forecast;

namespace CrossRiver.Emulator.Cli.Comparing.Reporting;

/// <summary>Reports the differences of a comparison that are not accepted, for people and for machines.</summary>
internal sealed class ComparisonReport(Comparison comparison, AcceptedDifferences accepted)
{
    private static readonly string[] Head = ["call", "", "differs in", "at", "the bank", "the emulator"];

    private readonly List<AcceptedDifference> _used = [.. accepted.Accepted.Where(entry => comparison.Differences.Any(entry.Accepts))];

    /// <summary>Gets the differences that are not accepted.</summary>
    public IReadOnlyList<Difference> Differences { get; } =
        [.. comparison.Differences.Where(difference => !accepted.Accepted.Any(entry => entry.Accepts(difference)))];

    private int AcceptedCount => comparison.Differences.Count - Differences.Count;

    private IEnumerable<AcceptedDifference> Unused => accepted.Accepted.Except(_used);

    private int WithoutReason => accepted.Accepted.Count(entry => string.IsNullOrWhiteSpace(entry.Reason));

    public string ToText()
    {
        IEnumerable<string> lines =
        [
            .. Differences is [] ? [] : new[] { TextTable.Of([Head, .. Differences.Select(RowOf)]) },
            $"{Count(comparison.Calls, "call")} compared, {Count(Differences.Count, "difference")}{(AcceptedCount is 0 ? "" : $", {AcceptedCount} accepted")}",
            .. comparison.Unanswered is 0 ? [] : new[] { $"{Count(comparison.Unanswered, "call")} without a recorded answer" },
            .. comparison.PassedOver.Select(passed => $"{Count(passed.Count, "call")} passed over: {passed.Reason}"),
            .. WithoutReason is 0 ? [] : new[] { $"warning: {Count(WithoutReason, "accepted difference")} without a reason" },
            .. Unused.Select(entry => $"no longer found: {entry.Call}  {NameOf(entry.Kind)}  {entry.At}"),
        ];
        return string.Join('\n', lines);
    }

    public object ToJson() => new
    {
        comparison.Calls,
        comparison.Unanswered,
        Differences = Differences.Select(found => new
        {
            found.Number,
            found.Call,
            Kind = NameOf(found.Finding.Kind),
            found.Finding.At,
            found.Finding.Bank,
            found.Finding.Emulator,
        }),
        Accepted = AcceptedCount,
        WithoutReason,
        NoLongerFound = Unused.Select(entry => new { entry.Call, Kind = NameOf(entry.Kind), entry.At }),
        comparison.PassedOver,
    };

    private static IReadOnlyList<string> RowOf(Difference found) =>
        [$"{found.Number}", found.Call, NameOf(found.Finding.Kind), found.Finding.At, found.Finding.Bank, found.Finding.Emulator];

    private static string NameOf(DifferenceKind kind) => JsonNamingPolicy.CamelCase.ConvertName($"{kind}");

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
