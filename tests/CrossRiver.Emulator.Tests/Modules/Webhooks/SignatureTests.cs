using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>A receiver that knows nothing but the bank's page on signatures verifies every attempt.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private const string DefaultSecret = "Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==";

    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public SignatureTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Every_attempt_is_signed_anew_at_its_own_time()
    {
        await using var inbox = await WebhookInbox.StartAsync(StatusCodes.Status500InternalServerError);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();

        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);
        for (var second = 0; second < 7; second++)
        {
            await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);
        }

        Assert.Equal(4, inbox.All.Count);
        Assert.All(inbox.All, webhook => Assert.True(Verifies(webhook, webhook.Text, DefaultSecret)));
        Assert.Equal(
            ["2021-11-22T10:49:58.9430000-05:00", "2021-11-22T10:49:59.9430000-05:00", "2021-11-22T10:50:01.9430000-05:00", "2021-11-22T10:50:05.9430000-05:00"],
            inbox.All.Select(webhook => webhook.Headers["cos-signature"].Split(", v1:")[0]["t:".Length..]));
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("Machine", null, 0)]
    [InlineData("World", null, 48)]
    [InlineData(null, "stale-signature", -24)]
    [InlineData("World", "stale-signature", 24)]
    public async Task The_signature_has_the_machines_time_unless_the_world_s_is_asked_for(string? setting, string? fault, int hoursAfterTheMachine)
    {
        await using var emulator = new StandingEmulator
        {
            Settings = setting is null ? [] : new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Webhooks:SignatureTime"] = setting },
        };
        var partner = emulator.NewPartner();
        await using var inbox = await WebhookInbox.StartAsync();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        (await partner.PutAsync($"/_emulator/partners/{partner.Id}/clock", new JsonObject { ["mode"] = "manual" })).Expect(HttpStatusCode.OK);
        (await partner.PostAsync($"/_emulator/partners/{partner.Id}/clock/advance", new JsonObject { ["by"] = "48h" })).Expect(HttpStatusCode.OK);
        if (fault is not null)
        {
            var rule = new JsonObject { ["event"] = "*", ["auth"] = fault };
            (await partner.PostAsync($"/_emulator/partners/{partner.Id}/faults", rule)).Expect(HttpStatusCode.OK);
        }

        await partner.OnboardAsync();
        (await partner.PostAsync($"/_emulator/partners/{partner.Id}/clock/advance", new JsonObject { ["by"] = "100ms" })).Expect(HttpStatusCode.OK);

        var webhook = await inbox.NextAsync();
        var signedAt = DateTimeOffset.Parse(webhook.Headers["cos-signature"].Split(", v1:")[0]["t:".Length..], CultureInfo.InvariantCulture);
        Assert.True(Verifies(webhook, webhook.Text, DefaultSecret));
        Assert.Equal(hoursAfterTheMachine, (int)(signedAt - emulator.Clock.GetUtcNow()).TotalHours);
    }

    [Fact]
    public async Task A_body_that_was_changed_by_one_byte_or_another_secret_does_not_verify()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);
        var webhook = Assert.Single(inbox.All);

        for (var i = 0; i < webhook.Text.Length; i++)
        {
            var changed = webhook.Text.ToCharArray();
            changed[i] ^= (char)1;
            Assert.False(Verifies(webhook, new string(changed), DefaultSecret));
        }

        Assert.False(Verifies(webhook, webhook.Text, Convert.ToBase64String(new byte[32])));
    }

    [Fact]
    public async Task A_partners_own_secret_signs_from_the_next_attempt_on()
    {
        var secret = Convert.ToBase64String(SHA256.HashData("mine"u8));
        var path = $"/_emulator/partners/{_partner.Id}/signing-secret";
        await _partner.BeginAsync();
        Assert.Equal(DefaultSecret, (string)(await _partner.GetAsync(path)).Json["secret"]!);

        var set = (await _partner.PutAsync(path, new JsonObject { ["secret"] = secret })).Expect(HttpStatusCode.OK);
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);

        Assert.Equal(secret, (string)set["secret"]!);
        Assert.True(Verifies(Assert.Single(inbox.All), inbox.All[0].Text, secret));
        Assert.DoesNotContain(await _partner.GetJournalAsync(), entry => entry.ToJsonString().Contains(secret, StringComparison.Ordinal));
        var other = _emulator.NewPartner();
        await other.BeginAsync();
        Assert.Equal(DefaultSecret, (string)(await _partner.GetAsync(path.Replace($"{_partner.Id}", $"{other.Id}", StringComparison.Ordinal))).Json["secret"]!);
    }

    [Theory]
    [InlineData("{}", "Secret required")]
    [InlineData("""{"secret":"short"}""", "Secret must be base64 of 16 to 256 bytes")]
    [InlineData("""{"secret":"AAAA"}""", "Secret must be base64 of 16 to 256 bytes")]
    public async Task A_secret_that_cannot_be_is_refused(string body, string message)
    {
        var answer = await _partner.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/_emulator/partners/{_partner.Id}/signing-secret")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });

        Assert.Equal([message], answer.Messages);
    }

    // As the bank's page tells it: split at the comma, base64-decode the secret, HMAC-SHA256 over time, dot and body.
    private static bool Verifies(Webhook webhook, string body, string secret)
    {
        var parts = webhook.Headers["cos-signature"].Split(',', StringSplitOptions.TrimEntries);
        var time = parts.Single(part => part.StartsWith("t:", StringComparison.Ordinal))[2..];
        var signature = parts.Single(part => part.StartsWith("v1:", StringComparison.Ordinal))[3..];
        var expected = HMACSHA256.HashData(Convert.FromBase64String(secret), Encoding.UTF8.GetBytes($"{time}.{body}"));

        return CryptographicOperations.FixedTimeEquals(expected, Convert.FromBase64String(signature));
    }
}
