using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>The settings about callback URLs hold for the registrations that a snapshot or a state file brings.</summary>
public sealed class RestoredCallbacksTests(RunningEmulator origin) : IClassFixture<RunningEmulator>
{
    private const string Wide = "must be an http or https URL of at most 255 characters, without credentials, and to a host that can be called";

    private readonly Partner _partner = origin.NewPartner();

    [Theory]
    [InlineData("false", "", "http://anywhere.test/hooks?token=s3cret", null)]
    [InlineData("false", "good.test", "http://evil.test/hooks?token=s3cret", "CallbackUrl host evil.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)")]
    [InlineData("false", "*.good.test", "http://a.good.test/hooks", null)]
    [InlineData("true", "good.test", "http://good.test/hooks", "CallbackUrl must be an https URL")]
    [InlineData("true", "good.test", "https://good.test/hooks", null)]
    [InlineData("true", "", "https://good.test/hooks", "CallbackUrl host good.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)")]
    [InlineData("false", "", "ftp://good.test/hooks", $"a callback URL {Wide}")]
    [InlineData("false", "", "http://name:s3cret@good.test/hooks", $"a callback URL {Wide}")]
    [InlineData("false", "", "/hooks", $"a callback URL {Wide}")]
    public async Task A_registration_that_could_not_be_made_is_not_restored(string strict, string hosts, string callback, string? reason)
    {
        await _partner.RegisterAsync(new Uri("http://good.test/first"), "Core.Customer.Onboarded");
        await _partner.RegisterAsync(new Uri("http://good.test/second"), "Core.Customer.Ofac.Changed");
        var whole = (await _partner.GetAsync("/_emulator/snapshot")).Expect(HttpStatusCode.OK);
        var index = whole["worlds"]!.AsArray().Index().Single(world => (string)world.Item!["partnerId"]! == $"{_partner.Id}").Index;
        var one = whole["worlds"]![index]!.AsObject();
        Bring(one, 0, hosts is "" ? callback : $"https://{hosts.Replace('*', 'a')}/first");
        Bring(one, 1, callback);
        one = one.DeepClone().AsObject();
        whole["worlds"] = new JsonArray(one.DeepClone());
        await using var strange = new StandingEmulator { Settings = SettingsOf(strict, hosts) };
        var there = strange.NewPartner(_partner.Id);
        await there.TakeTokenAsync("acme");
        await there.OnboardAsync();
        var before = (await there.GetAsync($"/_emulator/partners/{_partner.Id}")).Text;

        if (reason is not null)
        {
            Assert.Equal([$"This is no snapshot that can be restored: $.registrations.registrations[{(hosts is "" ? 0 : 1)}].callbackUrl: {reason}"], (await there.PutAsync($"/_emulator/partners/{_partner.Id}/snapshot", one)).Messages);
            Assert.Equal([$"This is no snapshot that can be restored: $.worlds[0].registrations.registrations[{(hosts is "" ? 0 : 1)}].callbackUrl: {reason}"], (await there.PutAsync("/_emulator/snapshot", whole)).Messages);
            Assert.Equal(before, (await there.GetAsync($"/_emulator/partners/{_partner.Id}")).Text);
            return;
        }

        (await there.PutAsync($"/_emulator/partners/{_partner.Id}/snapshot", one)).Expect(HttpStatusCode.OK);
        (await there.PutAsync("/_emulator/snapshot", whole)).Expect(HttpStatusCode.OK);

        // The time of the snapshot is later than the first token is good.
        await there.TakeTokenAsync("acme");
        Assert.Contains(callback, (await there.GetAsync("/webhooks/v1/registrations")).Text, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> SettingsOf(string strict, string hosts) => new(StringComparer.Ordinal)
    {
        ["Emulator:Strict"] = strict,
        ["Emulator:Webhooks:AllowedHosts"] = hosts,
        ["Emulator:Tokens:Clients:0:Id"] = "acme",
        ["Emulator:Tokens:Clients:0:Secret"] = "secret",
    };

    private static void Bring(JsonObject world, int index, string callback) => world["registrations"]!["registrations"]![index]!["callbackUrl"] = callback;
}
