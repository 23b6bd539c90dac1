using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>Contract, section 2.2: https only, and on the bank's list.</summary>
public sealed class AllowedCallbacksTests
{
    [Theory]
    [InlineData("false", "", "http://anywhere.test/hooks", null)]
    [InlineData("false", "good.test", "http://good.test/hooks", null)]
    [InlineData("false", "good.test", "http://GOOD.test:81/hooks", null)]
    [InlineData("false", "good.test", "http://a.good.test/hooks", "CallbackUrl host a.good.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)")]
    [InlineData("false", "other.test, *.good.test", "http://a.good.test/hooks", null)]
    [InlineData("false", "*.good.test", "http://good.test/hooks", "CallbackUrl host good.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)")]
    [InlineData("false", "*.good.test", "http://notgood.test/hooks", "CallbackUrl host notgood.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)")]
    [InlineData("true", "good.test", "https://good.test/hooks", null)]
    [InlineData("true", "good.test", "http://good.test/hooks", "CallbackUrl must be an https URL")]
    [InlineData("true", "", "https://good.test/hooks", "CallbackUrl host good.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)")]
    public async Task A_callback_url_is_taken_if_it_is_allowed(string strict, string hosts, string callback, string? refusal)
    {
        await using var emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Emulator:Strict"] = strict,
                ["Emulator:Webhooks:AllowedHosts"] = hosts,
                ["Emulator:Tokens:Clients:0:Id"] = "acme",
                ["Emulator:Tokens:Clients:0:Secret"] = "secret",
            },
        };
        var partner = emulator.NewPartner();
        await partner.TakeTokenAsync("acme");
        var body = partner.Body("registration.request.json");
        body["callbackUrl"] = callback;

        var answer = await partner.PostAsync("/webhooks/v1/registrations", body);

        Assert.Equal(refusal is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(refusal is null ? [] : [refusal], await partner.CountRegistrationsAsync() is 0 ? answer.Messages : []);
    }

    [Fact]
    public async Task A_registration_cannot_be_moved_to_where_it_could_not_be_made()
    {
        await using var emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Webhooks:AllowedHosts"] = "good.test" },
        };
        var partner = emulator.NewPartner();
        var registration = await partner.RegisterAsync(new Uri("http://good.test/hooks"), "Core.Customer.Onboarded");

        var answer = await partner.PutAsync($"/webhooks/v1/registrations/{registration["id"]}", new JsonObject { ["callbackUrl"] = "http://bad.test/hooks" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("http://good.test/hooks", (string)(await partner.GetAsync($"/webhooks/v1/registrations/{registration["id"]}")).Json["callbackUrl"]!);
    }
}
