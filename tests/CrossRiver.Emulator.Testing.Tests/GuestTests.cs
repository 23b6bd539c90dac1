using System.Diagnostics.CodeAnalysis;
using System.Net;
using Hangfire;
using Hangfire.Logging;

namespace CrossRiver.Emulator.Testing;

/// <summary>The host of these tests is hostile: its environment, its <c>appsettings.json</c> and its <c>scenarios</c> are nonsense.</summary>
public sealed class GuestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_emulator_reads_nothing_of_its_hosts()
    {
        Assert.True(File.Exists("appsettings.json"));
        Assert.NotEmpty(Directory.GetFiles("scenarios"));

        await using var bank = await EmulatorServer.StartAsync(cancellationToken: Stop);

        using var http = new HttpClient { BaseAddress = bank.BaseAddress };
        using var ready = await http.GetAsync(new Uri("_emulator/ready", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("127.0.0.1", bank.BaseAddress.Host);
    }

    [Fact]
    [SuppressMessage("ApiDesign", "RS0030", Justification = "It is the host's.")]
    public async Task An_emulator_has_a_Hangfire_of_its_own_and_leaves_its_hosts_as_it_is()
    {
        await using (var bank = await EmulatorServer.StartAsync(cancellationToken: Stop))
        {
            var partner = bank.NewPartner();
            await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
            await partner.RegisterAsync(inbox, cancellationToken: Stop);
            await partner.CreateCustomerAsync(cancellationToken: Stop);
            await partner.AdvanceAsync("1h", Stop);
            Assert.NotEmpty(inbox.All);
        }

        Assert.Same(HostHangfire.Storage, JobStorage.Current);
        Assert.Same(HostHangfire.Instance, JobActivator.Current);
        Assert.True(LogProvider.GetLogger("host").Log(LogLevel.Info, () => nameof(HostHangfire)));
        Assert.Equal(0, HostHangfire.Storage.GetMonitoringApi().GetStatistics().Succeeded);
    }
}
