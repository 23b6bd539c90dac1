using System.Globalization;
using CrossRiver.Emulator.Benchmarks.Measurements;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;
using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Modules.Customers.Store;

namespace CrossRiver.Emulator.Benchmarks.Curves;

/// <summary>What each thing costs as there are more of them: it must stay about the same.</summary>
internal static class CostCurves
{
    private const int PageSize = 50;

    private const int Pages = 2_000;

    // So few that a collection of garbage stands in few of the lots.
    private const int Lot = 20;

    // Of fewer, what else the process does weighs too much to be compared with.
    private const int FewestToCompare = 100;

    private const int EntriesAdded = 200_000;

    private const int BytesToTake = 512 * 1024 * 1024;

    private const int BytesAtOnce = 1024;

    private const double Kilobyte = 1024;

    // From the fewest to the most, the cost of one may grow as the logarithm does, and as caches make it.
    private static readonly Budget Growth = Budget.RatioAtMost(5);

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        // The first time everything is compiled, up to the most of it; what comes out is not reported.
        await MeasureAsync(effort with { Rounds = 1 }, new Report("the first time"));
        await MeasureAsync(effort, report);
    }

    private static async Task MeasureAsync(Effort effort, Report report)
    {
        await GrowCustomersAsync(effort, report);
        await GrowWorldsAsync(report);
        Draw("entry of an agenda booked and taken", [1_000, 10_000, 100_000, 1_000_000], count => BestOf(effort, () => BookAndTake(count)));
        Draw("choosing among scenarios", [1, 10, 100, 1_000, 2_000], count => ChoosingMeasurement.MeasureAmong(effort, count));
        Draw("entry of a full journal", [100, 1_000, 10_000, 100_000, 1_000_000], size => BestOf(effort, () => AddToFullJournal(size)));

        void Draw(string name, IEnumerable<int> counts, Func<int, double> costOf) =>
            Add(report, new Curve(name, "µs", [.. counts.Select(count => new CurvePoint(count, costOf(count)))]));
    }

    // The customers are invented beforehand. Each point is of those that were made since the point before it: what one takes, and the median lot's time.
    private static async Task GrowCustomersAsync(Effort effort, Report report)
    {
        await using var bank = await EmbeddedEmulator.StartAsync(("Emulator:Worlds:JournalEntries", "100"));
        var world = bank.Worlds.Open(Partner.Usual);
        var faker = new CustomerFaker(seed: 0);
        SeedLot();
        var (made, weight) = (0, Weigh());
        var (making, listing, memory) = (new List<CurvePoint>(), new List<CurvePoint>(), new List<CurvePoint>());
        foreach (var count in (int[])[1_000, 10_000, 100_000, 1_000_000])
        {
            making.Add(new CurvePoint(count, new Sample(Enumerable.Range(0, (count - made) / Lot).Select(_ => SeedLot())).Median));
            memory.Add(new CurvePoint(count, WeighMore(ref weight) / (count - made)));
            listing.Add(new CurvePoint(count, BestOf(effort, () => Stopwatch(() => ReadLastPages(world.Customers, count)) / Pages)));
            made = count;
        }

        Add(report, new Curve("customer made", "µs", making));
        Add(report, new Curve("last page of the list of customers", "µs", listing));
        Add(report, new Curve("memory of an invented customer", "KB", memory));

        double SeedLot()
        {
            var people = Enumerable.Range(0, Lot).Select(_ => faker.Person(Partner.Usual)).ToList();
            return Stopwatch(() => world.Seeder.Seed(people.Select(person => (Func<CustomerStore, Customer>)(customers => customers.CreateClear(person))))) / Lot;
        }
    }

    private static void ReadLastPages(CustomerStore customers, int count)
    {
        for (var page = 0; page < Pages; page++)
        {
            _ = customers.IdsFrom(count - PageSize).Take(PageSize).Select(customers.Find).Count();
        }
    }

    private static async Task GrowWorldsAsync(Report report)
    {
        await using var bank = await EmbeddedEmulator.StartAsync(("Emulator:Worlds:Most", "1000000"));
        bank.Worlds.Open(Partner.Usual);
        var (made, weight) = (0, Weigh());
        var (opening, memory) = (new List<CurvePoint>(), new List<CurvePoint>());
        foreach (var count in (int[])[1, 10, 100, 1_000, 10_000, 100_000])
        {
            var lots = WorldsMeasurement.Partners(made + 1, count - made).Chunk(Lot);
            opening.Add(new CurvePoint(count, new Sample(lots.Select(OpenLot)).Median));
            memory.Add(new CurvePoint(count, WeighMore(ref weight) / (count - made)));
            made = count;
        }

        Add(report, new Curve("world opened", "µs", opening));
        Add(report, new Curve("memory of an empty world", "KB", memory));

        double OpenLot(Guid[] partners) => Stopwatch(() => Array.ForEach(partners, partner => bank.Worlds.Open(partner))) / partners.Length;
    }

    private static double BookAndTake(int count)
    {
        using var agenda = Agendas.Standing(out var clock);
        return Stopwatch(() =>
        {
            Agendas.Fill(agenda, clock, count);
            clock.MoveTo(clock.Now + Agendas.Span);
            while (agenda.TryTakeDue(out _))
            {
            }
        }) / count;
    }

    private static double AddToFullJournal(int size)
    {
        var journal = new JournalBuffer(new JournalSize(size, long.MaxValue), new JournalOrder());
        var entries = Enumerable.Range(0, size + EntriesAdded).Select(_ => new ControlEntry { At = DateTimeOffset.UnixEpoch, What = "entry" }).ToList();
        entries.Take(size).ToList().ForEach(journal.Add);
        var more = entries.Skip(size).ToList();

        return Stopwatch(() => more.ForEach(journal.Add)) / EntriesAdded;
    }

    private static void Add(Report report, Curve curve)
    {
        var (few, most) = (curve.Points.First(point => point.Count >= FewestToCompare), curve.Points[^1]);
        report.Add(curve);
        report.Add(string.Create(CultureInfo.InvariantCulture, $"{curve.Name}: of {most.Count:#,0} against {few.Count:#,0}"), most.Cost, few.Cost, $"0.000 {curve.Unit}", Growth);
    }

    // What the machine does beside it only makes it longer.
    private static double BestOf(Effort effort, Func<double> measure) => new Sample(Enumerable.Range(0, effort.Rounds).Select(_ => measure())).Smallest;

    // What is in use more than the last time, in kilobytes.
    private static double WeighMore(ref long weight)
    {
        var before = weight;
        weight = Weigh();
        return (weight - before) / Kilobyte;
    }

    // To weigh gives memory back to the system. Here it is taken again, so that what is measured next is not the first to touch it.
    private static long Weigh()
    {
        var weight = EmbeddedEmulator.Weigh();
        for (var taken = 0; taken < BytesToTake; taken += BytesAtOnce)
        {
            GC.KeepAlive(new byte[BytesAtOnce]);
        }

        return weight;
    }

    private static double Stopwatch(Action act)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        act();
        return TimeProvider.System.GetElapsedTime(startedAt).TotalMicroseconds;
    }
}
