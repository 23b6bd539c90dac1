using CrossRiver.Emulator.Benchmarks.Reports;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>What should have come and did not, and what came twice.</summary>
internal static class Losses
{
    /// <summary>Adds both to a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="name">What the webhooks are called in it.</param>
    /// <param name="expected">How many should have come, none of them of the same name for the same customer.</param>
    /// <param name="arrivals">What came.</param>
    public static void AddTo(Report report, string name, int expected, IReadOnlyCollection<Arrival> arrivals)
    {
        var distinct = arrivals.Select(arrival => (arrival.CustomerId, arrival.EventName)).Distinct().Count();
        report.Add($"{name}: lost", expected - distinct, "#,0", Budget.None);
        report.Add($"{name}: doubled", arrivals.Count - distinct, "#,0", Budget.None);
    }
}
