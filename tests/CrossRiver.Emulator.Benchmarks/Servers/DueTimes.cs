namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>When the events of a customer are due, as <c>scenarios/clear.yaml</c> tells.</summary>
internal static class DueTimes
{
    private static readonly Dictionary<string, TimeSpan> AfterTheCreate = new(StringComparer.Ordinal)
    {
        ["Core.Customer.Onboarded"] = TimeSpan.FromMilliseconds(100),
        ["Core.Customer.PepScan.Changed"] = TimeSpan.FromMilliseconds(950),
        ["Core.Customer.Ofac.Changed"] = TimeSpan.FromMilliseconds(1000),
    };

    /// <summary>A span in which all of it is over.</summary>
    public static TimeSpan Whole { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The events.</summary>
    public static IReadOnlyCollection<string> EventNames => AfterTheCreate.Keys;

    /// <summary>How many events a customer has.</summary>
    public static int EventsOfEach => AfterTheCreate.Count;

    /// <summary>When an event of a customer is due.</summary>
    public static DateTimeOffset Of(Onboarded customer, string eventName) => customer.CreatedAt + AfterTheCreate[eventName];
}
