using System.Net.Mime;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>How long it takes to advance two days over many customers in review, with everything that is sent.</summary>
internal static class AdvanceMeasurement
{
    private const int Customers = 10_000;

    private const int EventsOfEach = 2;

    private const int CreatesAtOnce = 8;

    private const string Scenario = """
        version: 1
        scenario: reviewed
        timeline:
          - after: 10ms
            set: { ofac: Reviewing }
            event: none
            hold:
              actions:
                release:
                  - set: { ofac: Clear }
                  - after: 10m
                    emit: Core.Customer.Onboarded
              timeout: { after: 1h..47h, action: release }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        await using var receiver = await ServerProcess.StartReceiverAsync(cancellationToken);
        using var partner = new Partner(bank.Address, Partner.Usual);
        using var inbox = new Inbox(receiver.Address);
        var world = $"_emulator/partners/{Partner.Usual}";

        await partner.RegisterAsync("Core.Customer.Onboarded", inbox.CallbackUrl, cancellationToken);
        await partner.RegisterAsync("Core.Customer.Ofac.Changed", inbox.CallbackUrl, cancellationToken);
        await partner.PutTextAsync($"{world}/scenarios/reviewed", Scenario, MediaTypeNames.Application.Yaml, cancellationToken);
        await partner.SendAsync<object>(HttpMethod.Put, $"{world}/scenarios/default", new { scenario = "reviewed" }, cancellationToken);
        await partner.SendAsync<object>(HttpMethod.Put, $"{world}/clock", new { mode = "manual" }, cancellationToken);
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Customers),
            new ParallelOptions { MaxDegreeOfParallelism = CreatesAtOnce, CancellationToken = cancellationToken },
            async (number, stop) => await partner.OnboardAsync(number, stop));

        var startedAt = TimeProvider.System.GetTimestamp();
        await partner.SendAsync<object>(HttpMethod.Post, $"{world}/clock/advance", new { by = "48h", timeout = "10m" }, cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(startedAt);
        var arrived = await inbox.WaitAsync(Customers * EventsOfEach, Patience, cancellationToken);

        report.Add($"advance 48h over {Customers:#,0} customers in review, {EventsOfEach} events each", took.TotalSeconds, "0.0 s", Budget.AtMost(10, "s"));
        Losses.AddTo(report, "events of the advance", Customers * EventsOfEach, arrived);
    }
}
