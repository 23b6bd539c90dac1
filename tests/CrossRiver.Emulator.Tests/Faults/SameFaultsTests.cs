using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Faults;

/// <summary>The same seed gives the same faults on the same events, however many customers there are and in whatever order they come.</summary>
public sealed class SameFaultsTests
{
    private const string Weather = """
        retry: { waits: [1s, 1s..9s], jitter: 50%, suspend: false }
        faults:
          - { event: Core.Customer.Ofac.Changed, chance: 40%, duplicate: { copies: 2, gap: 0s..20s } }
          - { event: Core.Customer.Ofac.Changed, chance: 40%, reorder: { how: shuffle, window: 10s } }
          - { chance: 30%, late: 1s..30s }
          - { chance: 40%, replay: { after: 1h..2h } }
          - { chance: 30%, lose: attempt }
          - { chance: 30%, body: truncated, attempts: 1 }
          - { chance: 50%, at: 1s..9s, phantom: { event: Core.Customer.Onboarded } }
        """;

    [Fact]
    public async Task A_customer_has_the_same_faults_alone_and_among_64_at_once()
    {
        var crowd = await PlayAsync([.. Enumerable.Range(0, 64).Select(number => $"customer-{number}")]);
        var few = await PlayAsync(["customer-40"]);
        var fewAgain = await PlayAsync(["customer-7", "customer-40", "stranger"]);

        Assert.Equal(crowd["customer-40"], few["customer-40"]);
        Assert.Equal(crowd["customer-40"], fewAgain["customer-40"]);
        Assert.Equal(crowd["customer-7"], fewAgain["customer-7"]);
        Assert.InRange(crowd.Values.Distinct(StringComparer.Ordinal).Count(), 40, 64);
    }

    // What the journal tells of each customer, with the times from its create.
    private static async Task<IReadOnlyDictionary<string, string>> PlayAsync(IReadOnlyList<string> customers)
    {
        await using var faulty = await FaultyDeliveries.StartAsync(Weather);
        var created = await Task.WhenAll(customers.Select(faulty.OnboardAsync));
        await faulty.AdvanceAsync("1d");

        var entries = (await faulty.Partner.GetJournalAsync()).ToLookup(entry => (string?)entry["customerId"], StringComparer.Ordinal);
        return created.ToDictionary(
            customer => (string)customer["clientIdentifier"]!,
            customer =>
            {
                var own = entries[(string)customer["id"]!].ToList();
                var began = At(own.First(entry => (string?)entry["what"] == "created"));
                return string.Join('\n', own.Where(entry => (string)entry["kind"]! is "fault" or "attempt")
                    .Select(entry => $"{At(entry) - began} {entry["fault"]} {entry["rule"]} {entry["eventName"]} {entry["attempt"]} {entry["outcome"]}")
                    .Order(StringComparer.Ordinal));
            },
            StringComparer.Ordinal);
    }

    private static DateTimeOffset At(JsonObject entry) => (DateTimeOffset)entry["at"]!;
}
