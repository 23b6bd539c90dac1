using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Strain;

/// <summary>Three times as many customers as the emulator can tell of: whether it keeps answering, loses nothing, and is soon itself again.</summary>
/// <remarks>The overload ends when the last of them is asked for. From then on it is asked for more, one after another, beside the calls that wait.</remarks>
internal static class Overload
{
    private const int TimesTheSustainable = 3;

    private const int CustomersToFindTheRate = 10_000;

    private const int PromptInARow = 10;

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

        var burst = new Burst(partner, inbox);
        await burst.WarmUpAsync(cancellationToken);
        var sustainable = Arrival.PerSecond(await burst.MakeAsync(CustomersToFindTheRate, cancellationToken)) / DueTimes.EventsOfEach;
        var before = await bank.ReadResidentMemoryAsync(cancellationToken);

        var load = new SteadyLoad(partner, sustainable * TimesTheSustainable, burst.Made + 1);
        await load.AskAsync(effort.Load, cancellationToken);
        var endedAt = TimeProvider.System.GetUtcNow();
        var answering = load.WaitForAnswersAsync();
        var (promptAgainAt, askedMore) = await AskUntilPromptAsync(partner, load.NextNumber, cancellationToken);
        var outcome = await answering;
        var peak = await bank.ReadResidentMemoryAsync(cancellationToken);

        var accepted = outcome.Accepted.ToHashSet();
        var told = await inbox.WaitAsync((burst.Made + accepted.Count + askedMore) * DueTimes.EventsOfEach, Patience, cancellationToken);
        List<Arrival> arrivals = [.. told.Where(arrival => accepted.Contains(arrival.CustomerId))];
        var lastCameAt = arrivals.Count > 0 ? arrivals.Max(arrival => arrival.ArrivedAt) : throw new MeasurementException("No webhooks came");

        report.Add("sustainable customers a second, three webhooks each", sustainable, "#,0");
        report.Add("overload: customers asked for a second", outcome.Asked / effort.Load.TotalSeconds, "#,0");
        report.Add("overload: accepted", accepted.Count, "#,0");
        report.Add("overload: refused with 429", outcome.Refused, "#,0");
        report.Add("overload: failed otherwise", outcome.Failed, "#,0", Budget.None);
        report.Add("overload: resident memory more, per accepted customer", Math.Max(0, peak - before) / 1024.0 / Math.Max(1, accepted.Count), "0.0 KB");
        report.Add("overload: resident memory after it", peak / Megabyte, "#,0 MB");
        report.Add("overload: every call is answered after", (outcome.AnsweredAt - endedAt).TotalSeconds, "0.0 s");
        report.Add("overload: creates are prompt again after", (promptAgainAt - endedAt).TotalSeconds, "0.0 s", Budget.AtMost(10, "s"));
        report.Add("overload: every webhook has come after", (lastCameAt - endedAt).TotalSeconds, "0.0 s", Budget.AtMost(effort.Load.TotalSeconds * TimesTheSustainable, "s"));
        Losses.AddTo(report, "overload, of what was accepted", accepted.Count * DueTimes.EventsOfEach, arrivals);
    }

    // Prompt again is from the first of some prompt answers in a row: a single one may be luck.
    private static async Task<(DateTimeOffset PromptAgainAt, int Asked)> AskUntilPromptAsync(Partner partner, int firstNumber, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var promptAgainAt = TimeProvider.System.GetUtcNow();
        var (asked, inARow) = (0, 0);
        while (inARow < PromptInARow && TimeProvider.System.GetElapsedTime(startedAt) < Patience)
        {
            var askedAt = TimeProvider.System.GetTimestamp();
            await partner.OnboardAsync(firstNumber + asked++, cancellationToken);
            inARow++;
            if (TimeProvider.System.GetElapsedTime(askedAt) >= Prompt)
            {
                (promptAgainAt, inARow) = (TimeProvider.System.GetUtcNow(), 0);
            }
        }

        return (promptAgainAt, asked);
    }
}
