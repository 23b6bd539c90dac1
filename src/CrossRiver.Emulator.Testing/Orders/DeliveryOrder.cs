using System.Globalization;
using System.Numerics;

namespace CrossRiver.Emulator.Testing.Orders;

/// <summary>Represents one order of deliveries.</summary>
/// <param name="Places">For each delivery, the index of its event in the order of creation. A duplicated event occurs twice.</param>
internal sealed record DeliveryOrder(IReadOnlyList<int> Places)
{
    /// <summary>Gets the number of events with two deliveries.</summary>
    public int Duplicates => Places.Count - Places.Distinct().Count();

    /// <summary>Gets the number of delivery pairs in the reverse order of their events.</summary>
    public int Displacements => Places.Index().Sum(later => Places.Take(later.Index).Count(earlier => earlier > later.Item));

    /// <summary>Enumerates all orders of a number of events, sorted by duplicates, then by displacements.</summary>
    /// <param name="events">The number of events.</param>
    /// <param name="mostDuplicates">The maximum number of events with two deliveries.</param>
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

    /// <summary>Returns the number of orders that <see cref="All"/> enumerates.</summary>
    public static BigInteger Count(int events, int mostDuplicates) => Enumerable.Range(0, Math.Min(mostDuplicates, events) + 1)
        .Select(duplicates => Choices(events, duplicates) * Factorial(events + duplicates) / BigInteger.Pow(2, duplicates))
        .Aggregate(BigInteger.Add);

    /// <summary>Describes the order with an indented line for each delivery.</summary>
    /// <param name="names">The names of the events, in the order of creation.</param>
    public IEnumerable<string> Describe(IReadOnlyList<string> names) => Places.Index().Select(delivery =>
    {
        var (number, place) = delivery;
        var again = Places.Take(number).Contains(place) ? ", duplicate" : "";
        return string.Create(CultureInfo.InvariantCulture, $"  {number + 1}. {names[place]}, event {place + 1} of {names.Count}{again}");
    });

    // For each choice of duplicated events: the number of deliveries of each event.
    private static IEnumerable<int[]> Subsets(int events, int duplicates) => Choose(0, events, duplicates)
        .Select(doubled => Enumerable.Range(0, events).Select(place => doubled.Contains(place) ? 2 : 1).ToArray());

    private static IEnumerable<IReadOnlyList<int>> Choose(int from, int events, int howMany)
    {
        var firsts = Enumerable.Range(from, Math.Max(0, events - from - howMany + 1));
        return howMany is 0 ? [[]] : firsts.SelectMany(first => Choose(first + 1, events, howMany - 1).Select(rest => (IReadOnlyList<int>)[first, .. rest]));
    }

    // The first delivery precedes all remaining deliveries with smaller indexes; each of them is one displacement.
    private static IEnumerable<IReadOnlyList<int>> Arrange(int[] left, int displacements)
    {
        if (left.All(count => count is 0))
        {
            // The limits below leave no displacement for an empty rest.
            yield return [];
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

    private static BigInteger Choices(int events, int howMany) => Factorial(events) / (Factorial(howMany) * Factorial(events - howMany));

    private static BigInteger Factorial(int number) => Enumerable.Range(1, number).Aggregate(BigInteger.One, (product, factor) => product * factor);
}
