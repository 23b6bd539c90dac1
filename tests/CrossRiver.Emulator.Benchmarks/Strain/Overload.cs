using System.Collections.Concurrent;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Strain;

/// <summary>Three times as many customers as the emulator can tell of: whether it keeps answering, loses nothing, and is soon itself again.</summary>
internal static class Overload
{
    private const int TimesTheSustainable = 3;

    private const int CustomersToFindTheRate = 10_000;

    private const int CreatesAtOnce = 32;

    private const double Megabyte = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        await using var receiver = await ServerProcess.StartReceiverAsync(cancellationToken);
        using var partner = new Partner(bank.Address, Partner.Usual);
        using var inbox = new Inbox(receiver.Address);
        await partner.RegisterAsync(inbox.CallbackUrl, cancellationToken);

        // The first time warms up.
        await FindRateAsync(partner, inbox, firstNumber: 1, cancellationToken);
        var sustainable = await FindRateAsync(partner, inbox, CustomersToFindTheRate + 1, cancellationToken);
        var before = await bank.ReadResidentMemoryAsync(cancellationToken);
        var steady = new SteadyLoad(partner, sustainable * TimesTheSustainable, (2 * CustomersToFindTheRate) + 1);
        var loaded = await steady.RunAsync(effort.Load, cancellationToken);
        var endedAt = TimeProvider.System.GetTimestamp();
        var prompt = await UntilPromptAsync(partner, steady.NextNumber, cancellationToken);
        var peak = await bank.ReadResidentMemoryAsync(cancellationToken);

        var arrivals = await inbox.WaitAsync(((2 * CustomersToFindTheRate) + loaded.Accepted.Count + prompt.Customers) * DueTimes.EventsOfEach, Patience, cancellationToken);
        var drained = TimeProvider.System.GetElapsedTime(endedAt);
        var accepted = loaded.Accepted.ToHashSet();

        report.Add("sustainable customers a second, three webhooks each", sustainable, "#,0");
        report.Add("overload: customers asked for a second", loaded.Asked / effort.Load.TotalSeconds, "#,0");
        report.Add("overload: accepted", loaded.Accepted.Count, "#,0");
        report.Add("overload: refused with 429", loaded.Refused, "#,0");
        report.Add("overload: failed otherwise", loaded.Failed, "#,0", Budget.None);
        report.Add("overload: resident memory more, per accepted customer", Math.Max(0, peak - before) / 1024.0 / Math.Max(1, loaded.Accepted.Count), "0.0 KB");
        report.Add("overload: resident memory after it", peak / Megabyte, "#,0 MB");
        report.Add("overload: creates are prompt again after", prompt.After.TotalSeconds, "0.0 s", Budget.AtMost(10, "s"));
        report.Add("overload: every webhook has come after", drained.TotalSeconds, "0.0 s", Budget.AtMost(effort.Load.TotalSeconds * TimesTheSustainable, "s"));
        Losses.AddTo(report, "overload, of what was accepted", accepted.Count, [.. arrivals.Where(arrival => accepted.Contains(arrival.CustomerId))]);
    }

    // The webhooks of customers that come as fast as they can be made.
    private static async Task<double> FindRateAsync(Partner partner, Inbox inbox, int firstNumber, CancellationToken cancellationToken)
    {
        var created = new ConcurrentBag<Guid>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = CreatesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(firstNumber, CustomersToFindTheRate), parallel, async (number, stop) => created.Add((await partner.OnboardAsync(number, stop)).Id));
        var arrivals = await inbox.WaitAsync((firstNumber - 1 + CustomersToFindTheRate) * DueTimes.EventsOfEach, Patience, cancellationToken);
        var own = created.ToHashSet();

        return Arrival.PerSecond([.. arrivals.Where(arrival => own.Contains(arrival.CustomerId))]) / DueTimes.EventsOfEach;
    }

    private static async Task<(TimeSpan After, int Customers)> UntilPromptAsync(Partner partner, int number, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        for (var customers = 1; ; customers++)
        {
            var askedAt = TimeProvider.System.GetTimestamp();
            await partner.OnboardAsync(number + customers, cancellationToken);
            if (TimeProvider.System.GetElapsedTime(askedAt) < Prompt)
            {
                return (TimeProvider.System.GetElapsedTime(startedAt), customers);
            }
        }
    }
}
