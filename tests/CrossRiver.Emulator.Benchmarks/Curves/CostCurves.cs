using CrossRiver.Emulator.Benchmarks.Measurements;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;
using CrossRiver.Emulator.Customers.Faking;
using CrossRiver.Emulator.Journal;

namespace CrossRiver.Emulator.Benchmarks.Curves;

/// <summary>What each thing costs as there are more of them: it must stay about the same.</summary>
internal static class CostCurves
{
    private const int PageSize = 50;

    private const int Pages = 2_000;

    private const int EntriesAdded = 200_000;

    private const double Kilobyte = 1024;

    // From the fewest to the most, the cost of one may grow as the logarithm does, and as caches make it.
    private static readonly Budget Growth = Budget.RatioAtMost(5);

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        await GrowCustomersAsync(report);
        await GrowWorldsAsync(report);
        Draw(report, "entry of an agenda booked and taken", "µs", [1_000, 10_000, 100_000, 1_000_000], BookAndTake);
        Draw(report, "choosing among scenarios", "µs", [1, 10, 100, 1_000, 2_000], count => ChoosingMeasurement.MeasureAmong(effort, (int)count));
        Draw(report, "entry of a full journal", "µs", [100, 1_000, 10_000, 100_000, 1_000_000], AddToFullJournal);
    }

    private static async Task GrowCustomersAsync(Report report)
    {
        await using var bank = await EmbeddedEmulator.StartAsync(("Emulator:Worlds:JournalEntries", "100"));
        var world = bank.Worlds.Open(Partner.Usual);
        world.Seeder.Seed(Seeding.Invent(Partner.Usual, PageSize, seed: 0));
        var (empty, made) = (EmbeddedEmulator.Weigh(), 0);
        var (making, listing, memory) = (new List<CurvePoint>(), new List<CurvePoint>(), new List<CurvePoint>());
        foreach (var count in (int[])[1_000, 10_000, 100_000, 1_000_000])
        {
            var more = count - made;
            making.Add(new CurvePoint(count, Stopwatch(() => world.Seeder.Seed(Seeding.Invent(Partner.Usual, more, seed: count))) / more));
            made = count;
            memory.Add(new CurvePoint(count, (EmbeddedEmulator.Weigh() - empty) / Kilobyte / count));
            listing.Add(new CurvePoint(count, Stopwatch(() => ReadLastPages(world.Customers, count)) / Pages));
        }

        Add(report, new Curve("customer made", "µs", making));
        Add(report, new Curve("last page of the list of customers", "µs", listing));
        Add(report, new Curve("memory of a customer", "KB", memory));
    }

    private static void ReadLastPages(Customers.CustomerStore customers, int count)
    {
        for (var page = 0; page < Pages; page++)
        {
            _ = customers.IdsFrom(count - PageSize).Take(PageSize).Select(customers.Find).Count();
        }
    }

    private static async Task GrowWorldsAsync(Report report)
    {
        await using var bank = await EmbeddedEmulator.StartAsync();
        bank.Worlds.Open(Partner.Usual);
        var (empty, made) = (EmbeddedEmulator.Weigh(), 0);
        var (opening, memory) = (new List<CurvePoint>(), new List<CurvePoint>());
        foreach (var count in (int[])[1, 10, 100, 1_000, 10_000, 99_000])
        {
            var partners = WorldsMeasurement.Partners(made + 1, count - made);
            opening.Add(new CurvePoint(count, Stopwatch(() => partners.ToList().ForEach(partner => bank.Worlds.Open(partner))) / partners.Count));
            made = count;
            memory.Add(new CurvePoint(count, Math.Max(0, EmbeddedEmulator.Weigh() - empty) / Kilobyte / count));
        }

        Add(report, new Curve("world opened", "µs", opening));
        Add(report, new Curve("memory of an empty world", "KB", memory));
    }

    private static double BookAndTake(double count)
    {
        using var agenda = Agendas.Standing(out var clock);
        return Stopwatch(() =>
        {
            Agendas.Fill(agenda, clock, (int)count);
            clock.MoveTo(clock.Now + Agendas.Span);
            while (agenda.TryTakeDue(out _))
            {
            }
        }) / count;
    }

    private static double AddToFullJournal(double size)
    {
        var journal = new JournalRing(new JournalSize((int)size, long.MaxValue), new JournalOrder());
        var entries = Enumerable.Range(0, (int)size + EntriesAdded).Select(_ => new ControlEntry { At = DateTimeOffset.UnixEpoch, What = "entry" }).ToList();
        entries.Take((int)size).ToList().ForEach(journal.Add);
        var more = entries.Skip((int)size).ToList();

        return Stopwatch(() => more.ForEach(journal.Add)) / EntriesAdded;
    }

    private static void Draw(Report report, string name, string unit, IReadOnlyList<double> counts, Func<double, double> costOf)
    {
        // The first time is not measured: it is compiled then.
        costOf(counts[0]);
        Add(report, new Curve(name, unit, [.. counts.Select(count => new CurvePoint(count, costOf(count)))]));
    }

    private static void Add(Report report, Curve curve)
    {
        report.Add(curve);
        var budget = curve.Points[0].Count >= 100 ? Growth : null;
        report.Add($"{curve.Name}: of the most, against the fewest", curve.Points[^1].Cost, curve.Points[0].Cost, $"0.000 {curve.Unit}", budget);
    }

    private static double Stopwatch(Action act)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        act();
        return TimeProvider.System.GetElapsedTime(startedAt).TotalMicroseconds;
    }
}
