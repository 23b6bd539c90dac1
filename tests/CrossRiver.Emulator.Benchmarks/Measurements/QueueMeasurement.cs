using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>What it costs to keep events for a receiver that is down, and whether it gets all of them, once and in order, when it is back.</summary>
internal static class QueueMeasurement
{
    private const int Events = 10_000;

    private const double Megabyte = 1024 * 1024;

    private const string EventName = "Core.Customer.Name.Changed";

    private static readonly Uri Nobody = new("http://127.0.0.1:9/hooks");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        await using var receiver = await ServerProcess.StartReceiverAsync(cancellationToken);
        using var partner = new Partner(bank.Address, Partner.Usual);
        using var inbox = new Inbox(receiver.Address);

        var registration = await partner.RegisterAsync(EventName, Nobody, cancellationToken);
        var customer = await partner.OnboardAsync(1, cancellationToken);
        await RenameAsync(partner, customer, 0, cancellationToken);
        await WaitUntilSuspendedAsync(partner, registration.Id, cancellationToken);
        for (var number = 1; number < Events; number++)
        {
            await RenameAsync(partner, customer, number, cancellationToken);
        }

        var queuing = await bank.ReadResidentMemoryAsync(cancellationToken);
        var expected = await partner.ListEventsAsync(cancellationToken);

        var path = $"webhooks/v1/registrations/{registration.Id}";
        await partner.SendAsync<Registered>(HttpMethod.Put, path, new { callbackUrl = inbox.CallbackUrl }, cancellationToken);
        await partner.SendAsync<Registered>(HttpMethod.Put, $"{path}/restart", new { }, cancellationToken);
        var arrived = (await inbox.WaitAsync(Events, Patience, cancellationToken)).Select(arrival => arrival.EventId).ToList();
        var once = arrived.Distinct().ToList();
        var drained = await bank.ReadResidentMemoryAsync(cancellationToken);

        report.Add($"resident memory with {Events:#,0} events queued", queuing / Megabyte, "0 MB");
        report.Add("resident memory after they were delivered", drained / Megabyte, "0 MB");
        report.Add("queued events: lost", expected.Except(once).Count() + (Events - expected.Count), "#,0", Budget.None);
        report.Add("queued events: doubled", arrived.Count - once.Count, "#,0", Budget.None);
        report.Add("queued events: out of order", once.Zip(expected).Count(pair => pair.First != pair.Second), "#,0", Budget.None);
    }

    private static Task<Onboarded> RenameAsync(Partner partner, Onboarded customer, int number, CancellationToken cancellationToken) =>
        partner.SendAsync<Onboarded>(HttpMethod.Put, $"{Partner.CustomersPath}/{customer.Id}/name", new { firstName = $"Ada {number}" }, cancellationToken);

    private static async Task WaitUntilSuspendedAsync(Partner partner, Guid registrationId, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while ((await partner.FindRegistrationAsync(registrationId, cancellationToken)).Status is not "Suspended")
        {
            if (TimeProvider.System.GetElapsedTime(startedAt) > Patience)
            {
                throw new MeasurementException($"the registration was not suspended within {Patience.TotalSeconds} s");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }
}
