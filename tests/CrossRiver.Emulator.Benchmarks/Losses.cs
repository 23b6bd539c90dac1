namespace CrossRiver.Emulator.Benchmarks;

/// <summary>What should have come and did not, and what came twice.</summary>
internal static class Losses
{
    /// <summary>Adds both to the report.</summary>
    /// <param name="name">What the webhooks are called in the report.</param>
    /// <param name="customers">How many customers there were; each has the same number of events.</param>
    /// <param name="arrivals">What came for them.</param>
    /// <param name="report">The report.</param>
    public static void Report(string name, int customers, IReadOnlyCollection<Arrival> arrivals, Report report)
    {
        var distinct = arrivals.Select(arrival => (arrival.CustomerId, arrival.EventName)).Distinct().Count();
        report.Add($"{name}: lost", (customers * DueTimes.EventsOfEach) - distinct, "#,0");
        report.Add($"{name}: doubled", arrivals.Count - distinct, "#,0");
    }
}
