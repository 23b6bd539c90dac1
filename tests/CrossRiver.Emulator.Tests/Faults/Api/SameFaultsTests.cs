using System.Globalization;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>The same seed and the same calls have the same faults, however many customers there are and whatever order they come in.</summary>
public sealed class SameFaultsTests
{
    private static readonly Guid Whose = Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf");

    [Fact]
    public async Task Chance_strikes_the_same_calls_with_one_customer_at_a_time_and_with_sixty_four()
    {
        var alone = await PlayAsync(atOnce: 1);
        var together = await PlayAsync(atOnce: 64);
        var withAnother = await PlayAsync(atOnce: 1, customers: 65);

        Assert.Equal(alone, together);
        Assert.Equal(alone, withAnother.Where(customer => customer.Key is not "65").ToDictionary());
        Assert.InRange(alone.Values.Sum(statuses => statuses.Count(status => status == '5')), 64, 320 - 64);
    }

    private static async Task<SortedDictionary<string, string>> PlayAsync(int atOnce, int customers = 64)
    {
        await using var emulator = new RunningEmulator();
        var partner = emulator.NewPartner(Whose);
        await partner.AddFaultAsync("""{ "call": "customers.create", "chance": "40%", "status": 503, "applied": false }""");
        await partner.AddFaultAsync("""{ "call": "customers.get", "chance": "40%", "status": 500 }""");
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(Enumerable.Range(1, customers).Reverse(), new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = TestContext.Current.CancellationToken }, async (number, _) =>
        {
            var name = number.ToString("00", CultureInfo.InvariantCulture);
            var told = await BehaveAsync(partner, $"client-{name}");
            lock (seen)
            {
                seen[name] = told;
            }
        });

        return seen;
    }

    private static async Task<string> BehaveAsync(Partner partner, string clientIdentifier)
    {
        var told = "";
        for (; ; )
        {
            var answer = await partner.PostAsync(WorldWithFaults.Customers, partner.Create(clientIdentifier));
            told += $"{(int)answer.Status / 100}";
            if ((int)answer.Status is 200)
            {
                for (var read = 0; read < 4; read++)
                {
                    told += $"{(int)(await partner.GetAsync($"{WorldWithFaults.Customers}/{answer.Json["id"]}")).Status / 100}";
                }

                return told;
            }
        }
    }
}
