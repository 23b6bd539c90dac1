using System.Text.Json;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>The bodies of registrations, and the words for what is wrong with them.</summary>
public sealed class RegistrationFieldsTests
{
    private const string Url = "CallbackUrl must be an http or https URL of at most 255 characters, without credentials, and to a host that can be called";
    private const string Event = "EventName must be the name of an event of the bank";

    private static readonly ServiceProvider Services = new ServiceCollection().AddSingleton(new EventCatalog(EmulatorApplication.CreateCatalog())).BuildServiceProvider();

    [Theory]
    [InlineData("{}", "PartnerId required", "EventName required", "CallbackUrl required")]
    [InlineData("""{"type":"Push"}""", "PartnerId required", "EventName required", "CallbackUrl required")]
    [InlineData("""{"TYPE":"poll"}""", "PartnerId required", "EventName required")]
    [InlineData("""{"type":"File","callbackUrl":null}""", "PartnerId required", "EventName required")]
    [InlineData("""{"type":"Pull"}""", "PartnerId required", "EventName required", "CallbackUrl required", "Type must be one of Push, Poll, File")]
    [InlineData("""{"partnerId":"x","eventName":"Core.Customer.Born","callbackUrl":"x","type":1,"format":"Full"}""", "PartnerId must be a GUID", Event, Url, "Type must be one of Push, Poll, File", "Format must be one of Basic, Extended")]
    [InlineData("""{"partnerId":"00000001-0000-0000-0000-000000000000","eventName":"CORE.customer.Onboarded","callbackUrl":"http://a.test","authUsername":"u","authPassword":"p","type":"push","format":"extended"}""")]
    [InlineData("""{"partnerId":"00000001-0000-0000-0000-000000000000","eventName":"Crypto.Payment.Received","type":"Poll","id":1,"registrationType":[],"consecutiveErrors":{},"lastError":"x","status":2}""")]
    public void Every_fault_of_a_body_is_told_in_the_order_of_its_fields(string body, params string[] faults)
    {
        var json = JsonElement.Parse(body);
        var check = new BodyCheck(new DateOnly(2026, 3, 2), Services);
        check.Check(json, CreateRegistrationRequest.FieldsFor(json));

        Assert.Equal(faults, (Record.Exception(check.ThrowIfFaulty) as ApiException)?.Messages ?? []);
        Assert.Empty(check.UnknownMembers);
    }

    [Theory]
    [InlineData("http://a.test", true)]
    [InlineData("HTTPS://a.test:8443/in?a=b#c", true)]
    [InlineData("http://127.0.0.1/in", true)]
    [InlineData("http://[::1]:81/in", true)]
    [InlineData("http://bücher.test/in", true)]
    [InlineData("ftp://a.test", false)]
    [InlineData("//a.test", false)]
    [InlineData("/in", false)]
    [InlineData("a.test", false)]
    [InlineData("http://user@a.test", false)]
    [InlineData("http://user:secret@a.test", false)]
    [InlineData("http://a..test", false)]
    [InlineData("", false)]
    public void A_callback_url_is_one_that_can_be_called(string text, bool isOne) => Assert.Equal(isOne, RegistrationFields.IsCallbackUrl(text));

    [Fact]
    public void A_callback_url_has_at_most_255_characters()
    {
        Assert.True(RegistrationFields.IsCallbackUrl("http://a.test/".PadRight(255, 'x')));
        Assert.False(RegistrationFields.IsCallbackUrl("http://a.test/".PadRight(256, 'x')));
    }

    [Theory]
    [InlineData("a.test", "a.test")]
    [InlineData("A.Test", "a.test")]
    [InlineData("a.test.", "a.test.")]
    [InlineData("bücher.test", "xn--bcher-kva.test")]
    [InlineData("under_score.test", "under_score.test")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("[::1]", "::1")]
    [InlineData("", null)]
    [InlineData(".", null)]
    [InlineData("a..test", null)]
    [InlineData("a b", null)]
    [InlineData("a:81", null)]
    [InlineData("http://a.test", null)]
    public void A_host_has_one_form_in_ascii(string host, string? ascii) => Assert.Equal(ascii, CallbackHost.InAscii(host));

    [Theory]
    [InlineData("http://bücher.test/in", "xn--bcher-kva.test")]
    [InlineData("http://127.0.0.1:81/in", "127.0.0.1")]
    [InlineData("http://a..test/in", null)]
    [InlineData("http://a./in", "a.")]
    [InlineData("http://xn--\u00FC.test/in", null)]
    [InlineData("http://\u200B.test/in", null)]
    [InlineData("http://-\u0301.test/in", null)]
    public void A_url_has_one_form_of_its_host_if_it_can_be_called(string text, string? ascii) =>
        Assert.Equal(ascii, Uri.TryCreate(text, UriKind.Absolute, out var url) ? CallbackHost.InAscii(url) : null);

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void A_label_has_at_most_63_characters(int length, bool isHost)
    {
        Assert.Equal(isHost, CallbackHost.InAscii($"{new string('a', length)}.test") is not null);
        Assert.Equal(isHost, CallbackHost.InAscii(new Uri($"http://{new string('a', length)}.test/")) is not null);
    }

    [Theory]
    [InlineData(253, true)]
    [InlineData(254, false)]
    public void A_name_has_at_most_253_characters(int length, bool isHost)
    {
        var name = string.Concat(Enumerable.Repeat("abcdefghi.", 30))[..(length - 1)] + "z";

        Assert.Equal(isHost, CallbackHost.InAscii(new Uri($"http://{name}/")) is not null);
    }
}
