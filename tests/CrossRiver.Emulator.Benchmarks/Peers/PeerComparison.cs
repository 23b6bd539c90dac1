using System.Globalization;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Peers;

/// <summary>The same GET and POST of a customer at the emulator and at two well-known programs that answer in place of others, in turns.</summary>
/// <remarks>The peers answer with fixed bodies and keep nothing; the emulator does all of its work.</remarks>
internal static class PeerComparison
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    // Creates are answered much faster than their webhooks are delivered.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        foreach (var peer in Peer.All)
        {
            if (await peer.FindMissingAsync(cancellationToken) is { } missing)
            {
                report.Skip(peer.Name, $"skipped: {missing}");
                continue;
            }

            await CompareAsync(emulator, peer, effort, report, cancellationToken);
            if (peer.TimesFasterWithWebhooks is { } times)
            {
                await CompareWebhooksAsync(emulator, peer, times, effort, report, cancellationToken);
            }
        }
    }

    private static async Task CompareAsync(string emulator, Peer peer, Effort effort, Report report, CancellationToken cancellationToken)
    {
        var (ours, theirs) = (new List<Outcome>(), new List<Outcome>());
        while (theirs.Count < effort.Rounds)
        {
            ours.Add(await MeasureAsync(await ServerProcess.StartEmulatorAsync(emulator, cancellationToken), effort.Load, cancellationToken));
            theirs.Add(await MeasureAsync(await peer.StartAsync(callbackUrl: null, cancellationToken), effort.Load, cancellationToken));
        }

        Add("GET customer, requests a second", outcome => outcome.Get.RequestsPerSecond, "#,0", Budget.RatioAtLeast(peer.TimesFaster));
        Add("GET customer, p99", outcome => outcome.Get.P99Milliseconds, "0.00 ms");
        Add("POST customer, requests a second", outcome => outcome.Post.RequestsPerSecond, "#,0");
        Add("POST customer, p99", outcome => outcome.Post.P99Milliseconds, "0.00 ms");
        Add("start to first 200", outcome => outcome.Start.TotalMilliseconds, "#,0 ms", peer.StartShare is { } share ? Budget.RatioAtMost(share) : null);
        Add("resident memory after the loads", outcome => outcome.Megabytes, "#,0 MB");
        Add("failed", outcome => outcome.Get.Failed + outcome.Post.Failed, "#,0");

        void Add(string what, Func<Outcome, double> valueOf, string format, Budget? budget = null) => report.Add(
            string.Create(CultureInfo.InvariantCulture, $"against {peer.Name}: {what}"),
            new Sample(ours.Select(valueOf)).Median,
            new Sample(theirs.Select(valueOf)).Median,
            format,
            budget);
    }

    private static async Task CompareWebhooksAsync(string emulator, Peer peer, double times, Effort effort, Report report, CancellationToken cancellationToken)
    {
        var (ours, theirs) = (new List<Announced>(), new List<Announced>());
        while (theirs.Count < effort.Rounds)
        {
            ours.Add(await MeasureAsync(callbackUrl => StartRegisteredAsync(emulator, callbackUrl, cancellationToken), effort.Load, cancellationToken));
            theirs.Add(await MeasureAsync(callbackUrl => peer.StartAsync(callbackUrl, cancellationToken), effort.Load, cancellationToken));
        }

        Add("POST customer with three webhooks, requests a second", announced => announced.Posted);
        Add("POST customer with three webhooks, all of them delivered, a second", announced => announced.PerSecond, Budget.RatioAtLeast(times));
        report.Add($"against {peer.Name}: of these webhooks, lost", ours.Sum(announced => announced.Lost), theirs.Sum(announced => announced.Lost), "#,0");

        void Add(string what, Func<Announced, double> valueOf, Budget? budget = null) =>
            report.Add($"against {peer.Name}: {what}", new Sample(ours.Select(valueOf)).Median, new Sample(theirs.Select(valueOf)).Median, "#,0", budget);
    }

    private static async Task<ServerProcess> StartRegisteredAsync(string emulator, Uri callbackUrl, CancellationToken cancellationToken)
    {
        var server = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        using var partner = new Partner(server.Address, Partner.Usual);
        await partner.RegisterAsync(callbackUrl, cancellationToken);
        return server;
    }

    // From the first create to the last webhook: what is not delivered yet does not count as done.
    private static async Task<Announced> MeasureAsync(Func<Uri, Task<ServerProcess>> startAsync, TimeSpan load, CancellationToken cancellationToken)
    {
        await using var receiver = await ServerProcess.StartCounterAsync(cancellationToken);
        using var inbox = new Inbox(receiver.Address);
        await using var server = await startAsync(inbox.CallbackUrl);
        var customers = new Uri(server.Address, Partner.CustomersPath);
        var warmUp = await Wrk.PostAsync(customers, firstNumber: 2, WarmUp, cancellationToken);
        var before = await inbox.CountAsync(WebhooksOf(warmUp), Patience, cancellationToken);
        var startedAt = TimeProvider.System.GetTimestamp();
        var posted = await Wrk.PostAsync(customers, firstNumber: 500_000_000, load, cancellationToken);
        var arrived = await inbox.WhenArrivedAsync(before.Events + WebhooksOf(posted), Patience, cancellationToken) - before.Events;
        var elapsed = TimeProvider.System.GetElapsedTime(startedAt);

        return new Announced(posted.RequestsPerSecond, arrived / (double)DueTimes.EventsOfEach / elapsed.TotalSeconds, Math.Max(0, WebhooksOf(posted) - arrived));
    }

    private static int WebhooksOf(WrkResult result) => (int)(result.Requests - result.Failed) * DueTimes.EventsOfEach;

    private static async Task<Outcome> MeasureAsync(ServerProcess server, TimeSpan load, CancellationToken cancellationToken)
    {
        await using (server)
        {
            using var partner = new Partner(server.Address, Partner.Usual);
            var customer = await partner.OnboardAsync(1, cancellationToken);
            var url = new Uri(server.Address, $"{Partner.CustomersPath}/{customer.Id}");
            var customers = new Uri(server.Address, Partner.CustomersPath);
            await Wrk.GetAsync(url, WarmUp, cancellationToken);
            var get = await Wrk.GetAsync(url, load, cancellationToken);
            await Wrk.PostAsync(customers, firstNumber: 2, WarmUp, cancellationToken);
            var post = await Wrk.PostAsync(customers, firstNumber: 500_000_000, load, cancellationToken);

            return new Outcome(get, post, server.StartTime, await server.ReadResidentMemoryAsync(cancellationToken) / (1024.0 * 1024));
        }
    }

    /// <param name="Posted">How many creates a second were answered during the load.</param>
    /// <param name="PerSecond">How many customers a second were made and announced by all of their webhooks.</param>
    /// <param name="Lost">How many webhooks did not come.</param>
    private sealed record Announced(double Posted, double PerSecond, int Lost);

    private sealed record Outcome(WrkResult Get, WrkResult Post, TimeSpan Start, double Megabytes);
}
