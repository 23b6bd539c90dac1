using System.Globalization;
using System.Numerics;

namespace CrossRiver.Emulator.Testing.Orders;

/// <summary>One order in which events are delivered: their places among the events in the order in which they happen, an event that is doubled twice.</summary>
/// <param name="Places">The places, from 0.</param>
internal sealed record DeliveryOrder(IReadOnlyList<int> Places)
{
    /// <summary>How many events are delivered twice.</summary>
    public int Duplicates => Places.Count - Places.Distinct().Count();

    /// <summary>How many pairs of deliveries stand the wrong way round.</summary>
    public int Displacements => Places.Index().Sum(later => Places.Take(later.Index).Count(earlier => earlier > later.Item));

    /// <summary>Enumerates the orders of some events, those with fewer duplicates first, then those with fewer displacements.</summary>
    /// <param name="events">How many events there are.</param>
    /// <param name="mostDuplicates">How many of them may be delivered twice.</param>
    public static IEnumerable<DeliveryOrder> All(int events, int mostDuplicates)
    {
        for (var duplicates = 0; duplicates <= Math.Min(mostDuplicates, events); duplicates++)
        {
            var deliveries = events + duplicates;
            var most = (deliveries * (deliveries - 1) / 2) - duplicates;
            for (var displacements = 0; displacements <= most; displacements++)
            {
                foreach (var order in Subsets(events, duplicates).SelectMany(counts => Arrange(counts, displacements)))
                {
                    yield return new DeliveryOrder(order);
                }
            }
        }
    }

    /// <summary>Counts what <see cref="All"/> enumerates.</summary>
    public static BigInteger Count(int events, int mostDuplicates)
    {
        var all = BigInteger.Zero;
        for (var duplicates = 0; duplicates <= Math.Min(mostDuplicates, events); duplicates++)
        {
            var choices = Factorial(events) / (Factorial(duplicates) * Factorial(events - duplicates));
            all += choices * Factorial(events + duplicates) / BigInteger.Pow(2, duplicates);
        }

        return all;
    }

    /// <summary>Tells the order, a line for each delivery.</summary>
    /// <param name="names">The names of the events, in the order in which they happen.</param>
    public IEnumerable<string> Tell(IReadOnlyList<string> names) => Places.Index().Select(delivery =>
    {
        var again = Places.Take(delivery.Index).Contains(delivery.Item) ? ", once more" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{delivery.Index + 1}. {names[delivery.Item]}, event {delivery.Item + 1} of {names.Count}{again}");
    });

    // How often each event is delivered: once, but for each choice of those that are doubled.
    private static IEnumerable<int[]> Subsets(int events, int duplicates) => Choose(0, events, duplicates)
        .Select(doubled => Enumerable.Range(0, events).Select(place => doubled.Contains(place) ? 2 : 1).ToArray());

    private static IEnumerable<IReadOnlyList<int>> Choose(int from, int events, int howMany)
    {
        if (howMany is 0)
        {
            return [[]];
        }

        return Enumerable.Range(from, Math.Max(0, events - from - howMany + 1))
            .SelectMany(first => Choose(first + 1, events, howMany - 1).Select(rest => (IReadOnlyList<int>)[first, .. rest]));
    }

    // Who comes first stands before all smaller ones that are left: so many displacements it costs.
    private static IEnumerable<IReadOnlyList<int>> Arrange(int[] left, int displacements)
    {
        if (left.All(count => count is 0))
        {
            if (displacements is 0)
            {
                yield return [];
            }

            yield break;
        }

        var cost = 0;
        for (var place = 0; place < left.Length && cost <= displacements; place++)
        {
            if (left[place] > 0)
            {
                int[] rest = [.. left];
                rest[place]--;
                if (displacements - cost <= MostDisplacements(rest))
                {
                    foreach (var order in Arrange(rest, displacements - cost))
                    {
                        yield return [place, .. order];
                    }
                }
            }

            cost += left[place];
        }
    }

    private static int MostDisplacements(int[] left)
    {
        var all = left.Sum();
        return (all * (all - 1) / 2) - left.Sum(count => count * (count - 1) / 2);
    }

    private static BigInteger Factorial(int number) => Enumerable.Range(1, number).Aggregate(BigInteger.One, (product, factor) => product * factor);
}
