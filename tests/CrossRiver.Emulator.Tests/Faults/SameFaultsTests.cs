
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

        var page = faulty.Partner.World.Journal.Read(0, 100_000).Entries;
        var world = faulty.Partner.World;
        return created.ToDictionary(
            customer => (string)customer["clientIdentifier"]!,
            customer =>
            {
                var id = Guid.Parse((string)customer["id"]!);
                var began = world.Customers.Find(id)!.CreatedAt;
                return string.Join('\n', page.OfType<Journal.FaultEntry>().Where(fault => fault.CustomerId == id).Select(fault => $"{fault.At - began} {fault.Fault} {fault.Rule}").Concat(
                    page.OfType<Journal.AttemptEntry>().Where(attempt => attempt.CustomerId == id).Select(attempt => $"{attempt.At - began} {attempt.EventName} {attempt.Attempt} {attempt.Outcome}")).Order(StringComparer.Ordinal));
            },
            StringComparer.Ordinal);
    }
}
