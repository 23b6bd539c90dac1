using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Built-in inboxes take what servers send, and nothing that a page of another site makes a browser send.</summary>
public sealed class InboxProtectionTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Theory]
    [InlineData("POST", "Origin", "https://evil.example")]
    [InlineData("POST", "Origin", "null")]
    [InlineData("GET", "Sec-Fetch-Site", "cross-site")]
    [InlineData("GET", "Sec-Fetch-Site", "same-site")]
    [InlineData("PUT", "Sec-Fetch-Site", "cross-site")]
    public async Task A_page_of_another_site_fills_no_inboxes(string method, string header, string value)
    {
        for (var number = 0; number < 25; number++)
        {
            var answer = await SendAsync(method, $"of-a-page-{number}", (header, value));
            Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
            Assert.StartsWith($"{header}: {value} is not this emulator", Assert.Single(answer.Messages), StringComparison.Ordinal);
        }

        await _partner.RegisterAsync(new Uri(emulator.Url("http"), "/_emulator/inbox/of-the-bank"), "Core.Customer.Onboarded");
        await _partner.OnboardAsync();

        await Until.HoldsAsync(async () => (await MessagesAsync("of-the-bank")).Count > 0);
        Assert.Equal("Active", (string)(await _partner.GetAsync("/webhooks/v1/registrations")).Json["results"]![0]!["status"]!);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("PATCH")]
    public async Task What_a_server_or_a_page_of_its_own_sends_is_taken_by_any_method(string method)
    {
        var own = emulator.Url("http").GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(method, $"any-{method}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(method, $"any-{method}", ("Origin", own), ("Sec-Fetch-Site", "same-origin"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(method, $"any-{method}", ("Sec-Fetch-Site", "none"))).Status);
        Assert.Equal(3, (await MessagesAsync($"any-{method}")).Count);
    }

    private Task<Answer> SendAsync(string method, string inbox, params IReadOnlyList<(string Name, string Value)> headers) =>
        _partner.SendAsync(new ControlRoute(method, $"/_emulator/inbox/{inbox}").Request(headers));

    private async Task<JsonArray> MessagesAsync(string inbox) =>
        (await _partner.GetAsync($"/_emulator/inbox/{inbox}/messages")).Json["messages"]!.AsArray();
}
