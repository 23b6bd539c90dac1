using CrossRiver.Emulator.Control.Reports.Rules;
using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Judges a partner's integration by the journal of its world.</summary>
/// <param name="rules">The rules of all modules, in any order.</param>
internal sealed class ReportCard(IEnumerable<Rule> rules)
{
    private readonly IReadOnlyList<Rule> _rules = [.. rules.OrderBy(rule => rule.Order)];

    /// <summary>Applies every rule to a journal.</summary>
    /// <param name="entries">Its entries, the oldest first.</param>
    /// <param name="lost">The number of older entries that were dropped, because the journal was full.</param>
    public IReadOnlyList<RuleResult> Judge(IReadOnlyList<JournalEntry> entries, long lost)
    {
        var history = new History(entries, lost);
        return [.. _rules.Select(rule => rule.Judge(history))];
    }
}

/// <summary>Registers the report card, with the rules for every integration.</summary>
internal static class ReportServices
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddCoverage()
        .AddSingleton<ReportCard>()
        .AddSingleton<Rule, AcknowledgedInTime>()
        .AddSingleton<Rule, TookDuplicates>()
        .AddSingleton<Rule, RetriedWithSameKey>()
        .AddSingleton<Rule, RefusedForgeries>()
        .AddSingleton<Rule, KeptToken>()
        .AddSingleton<Rule, SentKnownMembers>();
}
