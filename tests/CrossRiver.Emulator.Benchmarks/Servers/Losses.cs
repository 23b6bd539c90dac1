using CrossRiver.Emulator.Benchmarks.Reports;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>What should have come and did not, and what came twice.</summary>
internal static class Losses
{
    /// <summary>Adds both to a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="name">What the webhooks are called in it.</param>
    /// <param name="customers">How many customers there were; each has the same number of events.</param>
    /// <param name="arrivals">What came for them.</param>
    public static void AddTo(Report report, string name, int customers, IReadOnlyCollection<Arrival> arrivals)
    {
        var distinct = arrivals.Select(arrival => (arrival.CustomerId, arrival.EventName)).Distinct().Count();
        report.Add($"{name}: lost", (customers * DueTimes.EventsOfEach) - distinct, "#,0", Budget.None);
        report.Add($"{name}: doubled", arrivals.Count - distinct, "#,0", Budget.None);
    }
}
