using System.Diagnostics;
using System.Globalization;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>A thousand worlds with one customer each, at once: whether they see each other, and what a world costs that nobody uses.</summary>
internal static class WorldsMeasurement
{
    private const int Worlds = 1_000;

    private const int WorldsToWarmUp = 50;

    private const int WorldsAtOnce = 16;

    private const int FewestRounds = 5;

    // No two rounds have a customer of one number.
    private const int NumbersApart = 100_000;

    private const double Kilobyte = 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        await WeighAsync(effort, report, cancellationToken);
        await CompareAsync(emulator, report, cancellationToken);
    }

    /// <summary>Identifiers of partners that nobody has heard of.</summary>
    /// <param name="first">The first one's number; other numbers are other partners.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<Guid> Partners(int first, int count) => [.. Enumerable.Range(first, count).Select(number => new Guid(number, 0, 0x4000, [0x80, 0, 0, 0, 0, 0, 0, 1]))];

    // The same customers with the same journal, once in one world and once in as many: what is more is what the worlds cost. What else this process
    // takes or gives back meanwhile is as much as hundreds of worlds, and so there are several rounds.
    private static async Task WeighAsync(Effort effort, Report report, CancellationToken cancellationToken)
    {
        await using var bank = await EmbeddedEmulator.StartAsync(("Emulator:Worlds:JournalEntries", "1000000"));
        await bank.OnboardAsync([Partner.Usual, .. Partners(1_000_000, WorldsToWarmUp)], firstNumber: 1, cancellationToken);

        var (threads, timers, costs) = (CountThreads(), Timer.ActiveCount, new List<double>());
        for (var round = 0; round < Math.Max(FewestRounds, effort.Rounds); round++)
        {
            var before = EmbeddedEmulator.Weigh();
            await bank.OnboardAsync([.. Enumerable.Repeat(Partner.Usual, Worlds)], (2 * round + 1) * NumbersApart, cancellationToken);
            var inOne = EmbeddedEmulator.Weigh();
            await bank.OnboardAsync(Partners(1 + (round * Worlds), Worlds), (2 * round + 2) * NumbersApart, cancellationToken);
            costs.Add((EmbeddedEmulator.Weigh() - inOne - (inOne - before)) / Kilobyte / Worlds);
        }

        var worlds = costs.Count * Worlds;
        var name = string.Create(CultureInfo.InvariantCulture, $"{Worlds:#,0} worlds, one customer each");
        report.Add($"{name}: idle cost of a world beyond its data", new Sample(costs).Median, "0.00 KB", Budget.AtMost(8, "KB"));
        report.Add($"{name}: timers per world", Math.Max(0, Timer.ActiveCount - timers) / (double)worlds, "0.00", Budget.AtMost(1));
        report.Add($"{name}: threads more", Math.Max(0, CountThreads() - threads), "0", Budget.AtMost(WorldsAtOnce));
    }

    private static async Task CompareAsync(string emulator, Report report, CancellationToken cancellationToken)
    {
        await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        await using var receiver = await ServerProcess.StartReceiverAsync(cancellationToken);
        using var inbox = new Inbox(receiver.Address);
        var strangers = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = WorldsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Partners(1, Worlds), parallel, async (id, stop) =>
        {
            using var partner = new Partner(bank.Address, id);
            await partner.RegisterAsync(inbox.CallbackUrl, stop);
            var customer = await partner.OnboardAsync(1, stop);
            var seen = await partner.ListPageAsync(1, stop);
            Interlocked.Add(ref strangers, seen.SequenceEqual([customer.Id]) ? 0 : 1);
        });

        var arrivals = await inbox.WaitAsync(Worlds * DueTimes.EventsOfEach, Patience, cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Worlds:#,0} worlds at once");
        report.Add($"{name}: worlds that see another", strangers, "#,0", Budget.None);
        Losses.AddTo(report, name, Worlds * DueTimes.EventsOfEach, arrivals);
    }

    private static int CountThreads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
