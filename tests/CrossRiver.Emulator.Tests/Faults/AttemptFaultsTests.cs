using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Sending;

namespace CrossRiver.Emulator.Faults;

/// <summary>Faults of single attempts, as a plain socket sees them: the first attempt has the fault, the second one has none.</summary>
public sealed class AttemptFaultsTests : IAsyncLifetime
{
    private const string User = "hook-user";

    private readonly RawReceiver _receiver = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Theory]
    [InlineData("wrong-password", "hook-user:not-hook-password")]
    [InlineData("wrong-user", "not-hook-user:hook-password")]
    [InlineData("missing", null)]
    [InlineData(null, "hook-user:hook-password")]
    public async Task Credentials_are_wrong_or_missing(string? fault, string? credentials)
    {
        var request = await AttemptAsync(fault is null ? "ackWithin: 5s" : $"faults:\n  - auth: {fault}");

        Assert.Equal(credentials is null ? null : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}", request.Header("Authorization"));
        Assert.True(Verifies(request));
    }

    [Theory]
    [InlineData("bad-signature", true, false)]
    [InlineData("no-signature", false, false)]
    [InlineData("stale-signature", true, true)]
    public async Task The_signature_is_wrong_missing_or_old(string fault, bool isThere, bool verifies)
    {
        var request = await AttemptAsync($"faults:\n  - auth: {fault}");

        Assert.Equal((isThere, verifies), (request.Header("cos-signature") is not null, isThere && Verifies(request)));
        Assert.Equal($"Basic {Convert.ToBase64String("hook-user:hook-password"u8)}", request.Header("Authorization"));
        if (fault is "stale-signature")
        {
            var signedAt = DateTimeOffset.Parse(request.Header("cos-signature")![2..].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(DateTimeOffset.Parse((string)JsonNode.Parse(request.Body)!["createdAt"]!, System.Globalization.CultureInfo.InvariantCulture) - signedAt, TimeSpan.FromHours(23), TimeSpan.FromHours(25));
        }
    }

    [Fact]
    public async Task Without_a_fault_an_attempt_is_whole_signed_now_and_says_nothing_unknown()
    {
        var request = await AttemptAsync("ackWithin: 5s");

        var json = JsonNode.Parse(request.Body)!.AsObject();
        var signedAt = DateTimeOffset.Parse(request.Header("cos-signature")![2..].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(["id", "eventName", "status", "partnerId", "createdAt", "resources", "details"], json.Select(member => member.Key));
        Assert.Equal("application/json; charset=utf-8", request.Header("Content-Type"));
        Assert.Equal((request.Body.Length, false), (request.ContentLength, request.WasReset));
        Assert.InRange(request.Pieces, 0, 1);
        Assert.InRange(signedAt - DateTimeOffset.Parse((string)json["createdAt"]!, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
        Assert.True(Verifies(request));
    }

    [Fact]
    public async Task A_truncated_body_is_half_of_it()
    {
        var request = await AttemptAsync("faults:\n  - body: truncated");

        Assert.StartsWith("{\"id\":", request.Body, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(request.Body));
        Assert.True(Verifies(request));
    }

    [Theory]
    [InlineData("not-json", "application/json; charset=utf-8", "<html>")]
    [InlineData("empty", "application/json; charset=utf-8", "")]
    [InlineData("wrong-content-type", "text/plain; charset=utf-8", "{\"id\":")]
    public async Task A_body_is_something_else(string fault, string contentType, string beginning)
    {
        var request = await AttemptAsync($"faults:\n  - body: {fault}");

        Assert.Equal(contentType, request.Header("Content-Type"));
        Assert.StartsWith(beginning, request.Body, StringComparison.Ordinal);
        Assert.Equal(fault is "empty", request.Body is "");
        Assert.True(Verifies(request));
    }

    [Fact]
    public async Task A_body_has_members_that_nobody_knows()
    {
        var json = JsonNode.Parse((await AttemptAsync("faults:\n  - body: extra-fields")).Body)!.AsObject();

        Assert.Equal(CustomerEvents.Onboarded, (string)json["eventName"]!);
        Assert.True(json["correlation"] is JsonObject && json.ContainsKey("reserved") && json["reserved"] is null);
    }

    [Fact]
    public async Task A_body_is_huge()
    {
        var request = await AttemptAsync("faults:\n  - body: huge");

        Assert.InRange(request.Body.Length, 5 * 1024 * 1024, 6 * 1024 * 1024);
        Assert.Equal(CustomerEvents.Onboarded, (string)JsonNode.Parse(request.Body)!["eventName"]!);
    }

    [Fact]
    public async Task A_connection_is_reset_in_the_middle_of_the_body_and_the_next_attempt_is_whole()
    {
        await using var faulty = await StartAsync("retry: { waits: [1s] }\nfaults:\n  - attempts: 1\n    connection: reset-mid-body");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("2s");
        var (broken, whole) = (await _receiver.NextAsync(), await _receiver.NextAsync());

        Assert.True(broken.WasReset);
        Assert.Equal(broken.ContentLength / 2, broken.Body.Length);
        Assert.StartsWith(broken.Body, whole.Body, StringComparison.Ordinal);
        Assert.Equal((false, whole.ContentLength), (whole.WasReset, whole.Body.Length));
        var attempts = await faulty.AttemptsAsync();
        Assert.Contains("reset on purpose", (string)attempts[0]["failure"]!, StringComparison.Ordinal);
        Assert.Equal("succeeded", (string)attempts[1]["outcome"]!);
    }

    [Fact]
    public async Task A_slow_connection_brings_the_body_in_small_pieces()
    {
        var request = await AttemptAsync("faults:\n  - connection: { slow: 1000B/s }");

        // About 400 bytes, 100 at a time.
        Assert.InRange(request.Pieces, 3, 20);
        Assert.True(Verifies(request));
    }

    [Fact]
    public async Task A_slow_body_is_not_waited_for_longer_than_for_an_answer()
    {
        await using var faulty = await StartAsync("ackWithin: 200ms\nretry: { waits: [], suspend: false }\nfaults:\n  - connection: { slow: 10B/s }");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1s");

        Assert.Equal("no answer within 0.2 s", (string)Assert.Single(await faulty.AttemptsAsync())["failure"]!);
    }

    [Fact]
    public async Task An_attempt_is_lost_and_the_next_one_arrives()
    {
        await using var faulty = await StartAsync("retry: { waits: [10s] }\nfaults:\n  - attempts: 1\n    lose: attempt");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("10s");
        Assert.Equal("no answer: a fault let the attempt be lost on the way", (string)Assert.Single(await faulty.AttemptsAsync())["failure"]!);
        await faulty.AdvanceAsync("1s");

        Assert.True(Verifies(await _receiver.NextAsync()));
        Assert.Equal("lose: attempt: faulty, delivery fault 1 in world:faulty(1,1)", Assert.Single(await faulty.FaultsAsync()));
        Assert.Equal("succeeded", (string)(await faulty.DeliveriesAsync())[0]["state"]!);
    }

    private static bool Verifies(RawRequest request) =>
        SigningSecret.Parse(new Modules.Webhooks.WebhookOptions().SigningSecret)!.Verifies(Encoding.Latin1.GetBytes(request.Body), request.Header("cos-signature") ?? "");

    private async Task<RawRequest> AttemptAsync(string delivery)
    {
        await using var faulty = await StartAsync(delivery);
        await faulty.OnboardAsync();
        await faulty.AdvanceAsync("1s");

        Assert.Equal(delivery.StartsWith("faults", StringComparison.Ordinal) ? 1 : 0, (await faulty.FaultsAsync()).Count);
        return await _receiver.NextAsync();
    }

    private async Task<FaultyDeliveries> StartAsync(string delivery)
    {
        var faulty = await FaultyDeliveries.StartAsync(delivery, timeline: "timeline:\n  - after: 1s\n    emit: Core.Customer.Onboarded");
        var registrations = (await faulty.Partner.GetAsync($"/webhooks/v1/registrations?partnerId={faulty.Partner.Id}")).Expect(HttpStatusCode.OK);
        var onboarded = registrations["results"]!.AsArray().Single(registration => (string)registration!["eventName"]! == CustomerEvents.Onboarded)!;
        (await faulty.Partner.PutAsync(
            $"/webhooks/v1/registrations/{onboarded["id"]}",
            new JsonObject { ["callbackUrl"] = _receiver.Url.OriginalString, ["authUsername"] = User, ["authPassword"] = "hook-password" })).Expect(HttpStatusCode.OK);

        return faulty;
    }
}
