using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>Customers that come as fast as they can be made, and so faster than they can be told of.</summary>
/// <param name="partner">Whose customers they are; it is registered for all of their events.</param>
/// <param name="inbox">Where it is told.</param>
internal sealed class Burst(Partner partner, Inbox inbox)
{
    // So many that nothing is compiled any more when they have been told of.
    private const int CustomersToWarmUp = 10_000;

    private const int CreatesAtOnce = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>How many customers were made until now.</summary>
    public int Made { get; private set; }

    /// <summary>Makes customers that nothing is measured of.</summary>
    public Task WarmUpAsync(CancellationToken cancellationToken) => MakeAsync(CustomersToWarmUp, cancellationToken);

    /// <summary>Makes customers.</summary>
    /// <returns>The webhooks that came for them, in order.</returns>
    public async Task<IReadOnlyList<Arrival>> MakeAsync(int customers, CancellationToken cancellationToken)
    {
        var created = new ConcurrentBag<Guid>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = CreatesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(Made + 1, customers),
            parallel,
            async (number, stop) => created.Add((await partner.OnboardAsync(number, stop)).Id));
        Made += customers;
        var arrivals = await inbox.WaitAsync(Made * DueTimes.EventsOfEach, Patience, cancellationToken);
        var own = created.ToHashSet();

        return [.. arrivals.Where(arrival => own.Contains(arrival.CustomerId))];
    }
}
