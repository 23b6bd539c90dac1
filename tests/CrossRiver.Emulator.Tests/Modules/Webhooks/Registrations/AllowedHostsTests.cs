using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Settings;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>Which callback URLs the settings allow.</summary>
public sealed class AllowedHostsTests
{
    private const string NotHttps = "CallbackUrl must be an https URL";

    [Theory]
    [InlineData(false, "", "http://a.test/in", null)]
    [InlineData(false, "a.test", "http://A.test:81/in", null)]
    [InlineData(false, "a.test", "http://b.test/in", "CallbackUrl host b.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)")]
    [InlineData(false, "b.test, *.A.test", "http://x.y.a.test/in", null)]
    [InlineData(false, "*.a.test", "http://a.test/in", "CallbackUrl host a.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)")]
    [InlineData(false, "*.a.test", "http://xa.test/in", "CallbackUrl host xa.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)")]
    [InlineData(false, "bücher.test", "http://xn--bcher-kva.test/in", null)]
    [InlineData(false, "*.bücher.test", "http://a.BÜCHER.test/in", null)]
    [InlineData(false, "::1", "http://[::1]:81/in", null)]
    [InlineData(true, "a.test", "https://a.test/in", null)]
    [InlineData(true, "a.test", "http://a.test/in", NotHttps)]
    [InlineData(true, "", "https://a.test/in", "CallbackUrl host a.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)")]
    [InlineData(true, "", null, null)]
    public void A_url_is_refused_in_words(bool isStrict, string hosts, string? callback, string? refusal)
    {
        var allowed = new AllowedCallbacks(Options.Create(new WebhookOptions { AllowedHosts = hosts }), Options.Create(new EmulatorOptions { Strict = isStrict }));
        var url = callback is null ? null : new Uri(callback);

        Assert.Equal(refusal, allowed.FindFault(url));
        Assert.Equal(refusal, (Record.Exception(() => allowed.Require(url)) as ApiException)?.Message);
    }
}
