using System.Net;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>A callback host that can be registered can be sent to, and has one form wherever hosts are compared.</summary>
public sealed class InternationalHostsTests
{
    [Theory]
    [InlineData("app.localhost", "app.localhost")]
    [InlineData("APP.LOCALHOST", "app.localhost")]
    [InlineData("a.b.localhost.", "a.b.localhost.")]
    [InlineData("bücher.localhost", "xn--bcher-kva.localhost")]
    [InlineData("xn--bcher-kva.localhost", "xn--bcher-kva.localhost")]
    [InlineData("Ångström。localhost", "xn--ngstrm-hua5l.localhost")]
    [InlineData("under_score.localhost", "under_score.localhost")]
    public async Task A_name_below_localhost_is_the_loopback_and_goes_out_in_ascii(string host, string sent)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();
        await partner.RegisterAsync(new Uri($"http://{host}:{inbox.Url.Port}/hooks"), CustomerEvents.Onboarded);
        await partner.OnboardAsync();

        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);

        Assert.Equal($"{sent}:{inbox.Url.Port}", Assert.Single(inbox.All).Headers["Host"]);
    }

    public static TheoryData<string> Impossible =>
    [
        $"http://{new string('ü', 62)}.test/hooks",
        $"http://{new string('a', 64)}.test/hooks",
        "http://xn--\u00FC.test/hooks",
        "http://a..test/hooks",
        "http://\u200B.test/hooks",
        "http://-\u0301.test/hooks",
        "http://a b.test/hooks",
    ];

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task A_host_that_cannot_be_sent_to_cannot_be_registered(string callback)
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();
        var body = partner.Body("registration.request.json");
        body["callbackUrl"] = callback;

        var answer = await partner.PostAsync("/webhooks/v1/registrations", body);

        Assert.Equal((HttpStatusCode.BadRequest, 0), (answer.Status, await partner.CountRegistrationsAsync()));
        Assert.StartsWith("CallbackUrl must be an http or https URL", Assert.Single(answer.Messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bücher.test", "http://bücher.test/hooks", true)]
    [InlineData("bücher.test", "http://xn--bcher-kva.test/hooks", true)]
    [InlineData("xn--bcher-kva.test", "http://BÜCHER.test/hooks", true)]
    [InlineData("*.bücher.test", "http://a.xn--bcher-kva.test/hooks", true)]
    [InlineData("bücher.test", "http://bucher.test/hooks", false)]
    public async Task The_allow_list_takes_a_host_in_either_form(string hosts, string callback, bool isTaken)
    {
        await using var emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Webhooks:AllowedHosts"] = hosts },
        };
        var partner = emulator.NewPartner();
        var body = partner.Body("registration.request.json");
        body["callbackUrl"] = callback;

        Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.BadRequest, (await partner.PostAsync("/webhooks/v1/registrations", body)).Status);
    }
}
