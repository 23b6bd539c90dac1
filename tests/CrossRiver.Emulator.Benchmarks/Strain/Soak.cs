using System.Globalization;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Benchmarks.Measurements;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Strain;

/// <summary>A long life: partner after partner comes, onboards customers with three webhooks each and goes, and the emulator must not grow.</summary>
/// <remarks>A partner onboards for ten seconds, ten seconds later it deletes its registrations, and a minute after that its world is abandoned.</remarks>
internal static class Soak
{
    private const int CustomersPerSecond = 300;

    private const double Megabyte = 1024 * 1024;

    private const double Flat = 1.05;

    private static readonly TimeSpan StayOfPartner = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] LimitsInForce =
    [
        "--Emulator:Worlds:AbandonedAfter=1m", "--Emulator:Worlds:JournalEntries=1000", "--Emulator:Webhooks:FinishedDeliveries=1000", "--Emulator:Worlds:Most=1000",
    ];

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken, LimitsInForce);
        await using var receiver = await ServerProcess.StartCounterAsync(cancellationToken);
        using var inbox = new Inbox(receiver.Address);
        using var http = new HttpClient { BaseAddress = bank.Address };
        var (samples, asked, accepted) = (new List<Life>(), 0, 0);
        var before = default(Guid?);
        var startedAt = TimeProvider.System.GetTimestamp();
        foreach (var id in WorldsMeasurement.Partners(1, int.MaxValue >> 8).TakeWhile(_ => TimeProvider.System.GetElapsedTime(startedAt) < effort.Load))
        {
            using var partner = new Partner(bank.Address, id);
            await partner.RegisterAsync(inbox.CallbackUrl, cancellationToken);
            var load = new SteadyLoad(partner, CustomersPerSecond, firstNumber: 1);
            await load.AskAsync(StayOfPartner, cancellationToken);
            var outcome = await load.WaitForAnswersAsync();
            asked += outcome.Asked;
            accepted += outcome.Accepted.Count;
            if (before is { } gone)
            {
                await LeaveAsync(http, gone, cancellationToken);
            }

            before = id;
            samples.Add(await LookAsync(bank, http, TimeProvider.System.GetElapsedTime(startedAt), cancellationToken));
            await Console.Error.WriteLineAsync(samples[^1].ToString());
        }

        report.Add("soak: customers a second asked for", asked / TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds, "#,0");
        var told = await inbox.CountAsync(accepted * DueTimes.EventsOfEach, Patience, cancellationToken);
        report.Add("soak: customers not accepted", asked - accepted, "#,0", Budget.None);
        report.Add("soak: webhooks lost", (accepted * DueTimes.EventsOfEach) - told.Events, "#,0", Budget.None);
        report.Add("soak: webhooks doubled", told.Doubled, "#,0", Budget.None);
        Judge(report, samples);
    }

    // The last half, by itself and against the part before it, without the first fifth, in which everything fills up.
    private static void Judge(Report report, IReadOnlyList<Life> samples)
    {
        var (early, late) = (samples.Skip(samples.Count / 5).Take((samples.Count / 2) - (samples.Count / 5)).ToList(), samples.Skip(samples.Count / 2).ToList());
        if (early is [] || late is [])
        {
            report.Skip("soak: flat or not", "too short");
            return;
        }

        report.Add("soak: resident memory in the last half, the most against the least", late.Max(life => life.Resident) / Megabyte, late.Min(life => life.Resident) / Megabyte, "#,0 MB", Budget.RatioAtMost(Flat));
        report.Add("soak: resident memory, the most in the last half against before", late.Max(life => life.Resident) / Megabyte, early.Max(life => life.Resident) / Megabyte, "#,0 MB", Budget.RatioAtMost(Flat));
        Add("threads", life => life.Threads, "#,0");
        Add("handles", life => life.Handles, "#,0");
        Add("jobs that Hangfire keeps", life => life.Jobs, "#,0");
        Add("worlds", life => life.Worlds, "#,0");

        void Add(string what, Func<Life, double> valueOf, string format) =>
            report.Add($"soak: {what}, last half against before", new Sample(late.Select(valueOf)).Median, new Sample(early.Select(valueOf)).Median, format, Budget.RatioAtMost(Flat));
    }

    private static async Task LeaveAsync(HttpClient http, Guid partnerId, CancellationToken cancellationToken)
    {
        var page = await http.GetFromJsonAsync<EventPage>(new Uri($"webhooks/v1/registrations?partnerId={partnerId}", UriKind.Relative), cancellationToken);
        foreach (var registration in page!.Results)
        {
            using var answer = await http.DeleteAsync(new Uri($"webhooks/v1/registrations/{registration.Id}", UriKind.Relative), cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task<Life> LookAsync(ServerProcess bank, HttpClient http, TimeSpan age, CancellationToken cancellationToken)
    {
        // 50 worlds to a page; there are fewer.
        var worlds = await http.GetFromJsonAsync<JsonObject>(new Uri("_emulator/partners?pageSize=50", UriKind.Relative), cancellationToken);
        return new Life(
            age,
            await bank.ReadResidentMemoryAsync(cancellationToken),
            await bank.ReadThreadsAsync(cancellationToken),
            bank.CountHandles(),
            await HangfireStore.CountAsync(http, cancellationToken),
            worlds!["results"]!.AsArray().Count);
    }

    private sealed record Life(TimeSpan Age, long Resident, long Threads, int Handles, int Jobs, int Worlds)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Age:mm\\:ss} {Resident / Megabyte:#,0} MB, {Threads} threads, {Handles} handles, {Jobs} jobs, {Worlds} worlds");
    }
}
