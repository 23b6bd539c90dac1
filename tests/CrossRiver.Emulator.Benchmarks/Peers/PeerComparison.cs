using System.Globalization;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Peers;

/// <summary>The same GET and POST of a customer at the emulator and at two well-known programs that answer in place of others, in turns.</summary>
/// <remarks>The peers answer with fixed bodies and keep nothing; the emulator does all of its work.</remarks>
internal static class PeerComparison
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

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
        }
    }

    private static async Task CompareAsync(string emulator, Peer peer, Effort effort, Report report, CancellationToken cancellationToken)
    {
        var (ours, theirs) = (new List<Outcome>(), new List<Outcome>());
        while (theirs.Count < effort.Rounds)
        {
            ours.Add(await MeasureAsync(await ServerProcess.StartEmulatorAsync(emulator, cancellationToken), effort.Load, cancellationToken));
            theirs.Add(await MeasureAsync(await peer.StartAsync(cancellationToken), effort.Load, cancellationToken));
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

    private sealed record Outcome(WrkResult Get, WrkResult Post, TimeSpan Start, double Megabytes);
}
