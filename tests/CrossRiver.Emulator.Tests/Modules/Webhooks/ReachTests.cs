using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>Receivers with certificates of their own making, and receivers outside the container that the emulator is in.</summary>
public sealed class ReachTests
{
    [Theory]
    [InlineData("false", null, "certificate not trusted: ")]
    [InlineData("true", 200, null)]
    public async Task A_certificate_of_ones_own_making_is_trusted_only_if_the_setting_says_so(string trusts, int? status, string? failure)
    {
        await using var receiver = await StartSecureReceiverAsync();

        var attempt = await AttemptAsync(new Uri(receiver.Urls.Single()), new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Emulator:Webhooks:TrustAnyCertificate"] = trusts,
        });

        Assert.Equal(status, (int?)attempt["statusCode"]);
        Assert.StartsWith(failure ?? "", (string?)attempt["failure"] ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "localhost", "localhost")]
    [InlineData("true", "nowhere.invalid", "127.0.0.1")]
    [InlineData("false", "localhost", "127.0.0.1")]
    public async Task In_a_container_a_callback_to_the_machine_goes_to_its_host_if_that_is_known(string isInContainer, string host, string called)
    {
        await using var inbox = await WebhookInbox.StartAsync();

        var attempt = await AttemptAsync(inbox.Url, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DOTNET_RUNNING_IN_CONTAINER"] = isInContainer,
            ["Emulator:Webhooks:HostOfContainer"] = host,
        });

        Assert.Equal($"http://{called}:{inbox.Url.Port}/hooks", (string)attempt["callbackUrl"]!);
    }

    [Theory]
    [InlineData("false", 204, null)]
    [InlineData("false", 299, null)]
    [InlineData("true", 200, null)]
    [InlineData("true", 204, "answered 204")]
    public async Task Any_answer_from_200_to_299_takes_a_webhook_unless_the_emulator_is_strict(string strict, int status, string? failure)
    {
        await using var receiver = await StartSecureReceiverAsync(status);

        var attempt = await AttemptAsync(new Uri(receiver.Urls.Single()), new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Emulator:Strict"] = strict,
            ["Emulator:Webhooks:AllowedHosts"] = "localhost, 127.0.0.1",
            ["Emulator:Webhooks:TrustAnyCertificate"] = "true",
            ["Emulator:Tokens:Clients:0:Id"] = "acme",
            ["Emulator:Tokens:Clients:0:Secret"] = "secret",
        });

        Assert.Equal((status, failure), ((int)attempt["statusCode"]!, (string?)attempt["failure"]));
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> AttemptAsync(Uri callbackUrl, IReadOnlyDictionary<string, string?> settings)
    {
        await using var emulator = new StandingEmulator { Settings = settings };
        var partner = emulator.NewPartner();
        await partner.TakeTokenAsync("acme");
        await partner.RegisterAsync(callbackUrl, CustomerEvents.Onboarded);
        await partner.OnboardAsync();
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);

        return (await partner.GetJournalAsync()).Single(entry => (string)entry["kind"]! == "attempt");
    }

    private static async Task<WebApplication> StartSecureReceiverAsync(int status = 200)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);

        return app;
    }
}
