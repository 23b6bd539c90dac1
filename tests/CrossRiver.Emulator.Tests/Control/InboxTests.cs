using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Control.Inbox;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control;

public sealed class InboxTests : IAsyncDisposable
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public InboxTests() => _partner = _emulator.NewPartner();

    private Uri Own => new(_emulator.Url("http"), "/_emulator/inbox/try");

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_webhook_is_shown_verified_and_without_its_credentials()
    {
        var registration = _partner.Body("registration.request.json");
        registration["eventName"] = CustomerEvents.Onboarded;
        registration["callbackUrl"] = Own.OriginalString;
        registration["authUsername"] = "hook-user";
        registration["authPassword"] = "hook-password";
        (await _partner.PostAsync("/webhooks/v1/registrations", registration)).Expect(HttpStatusCode.OK);
        var customer = await _partner.OnboardAsync();

        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);

        var inbox = await ReadAsync();
        var message = Assert.Single(inbox["messages"]!.AsArray())!;
        Assert.Equal((1, "POST", 200, 0), ((int)message["number"]!, (string)message["method"]!, (int)message["statusCode"]!, (int)inbox["dropped"]!));
        Assert.Equal((_partner.Id.ToString(), "valid", true), ((string)message["partnerId"]!, (string)message["signature"]!, (bool)message["hasBasicCredentials"]!));
        Assert.Equal($"core/v1/cm/customers/{customer["id"]}", (string)message["body"]!["resources"]![0]!);
        Assert.NotNull(message["headers"]!["cos-signature"]);
        Assert.Null(message["headers"]!["Authorization"]);
        Assert.Equal("succeeded", (string)(await _partner.GetAsync("/_emulator/deliveries")).Json["results"]![0]!["state"]!);
    }

    [Fact]
    public async Task The_journal_tells_once_that_the_receiver_is_the_emulator_itself()
    {
        await _partner.RegisterAsync(Own, CustomerEvents.Onboarded, CustomerEvents.OfacChanged);
        await _partner.OnboardAsync();
        await _partner.OnboardAsync();

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(2), _partner);

        Assert.Equal(
            [
                $"inbox: {CustomerEvents.Onboarded} is sent to /_emulator/inbox/try, which is the emulator itself",
                $"inbox: {CustomerEvents.OfacChanged} is sent to /_emulator/inbox/try, which is the emulator itself",
            ],
            (await _partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "control").Select(entry => (string)entry["what"]!));
    }

    [Theory]
    [InlineData(null, "none")]
    [InlineData("t:2021-11-22T10:49:58.8430000-05:00, v1:d3Jvbmc=", "invalid")]
    [InlineData("nonsense", "invalid")]
    public async Task What_is_not_signed_by_the_partner_is_told(string? signature, string verdict)
    {
        await _partner.OnboardAsync();

        await SendAsync(new HttpMethod("PATCH"), new JsonObject { ["partnerId"] = _partner.Id.ToString() }.ToJsonString(), ("cos-signature", signature));

        Assert.Equal(verdict, (string)(await ReadAsync())["messages"]![0]!["signature"]!);
    }

    [Theory]
    [InlineData("no JSON at all", "\"no JSON at all\"")]
    [InlineData("{\"partnerId\":7}", "{\"partnerId\":7}")]
    [InlineData("[1]", "[1]")]
    [InlineData("", null)]
    public async Task Any_body_is_taken_and_without_a_partner_no_signature_can_be_checked(string body, string? shown)
    {
        await SendAsync(HttpMethod.Put, body, ("cos-signature", "t:1, v1:2"));

        var message = (await ReadAsync())["messages"]![0]!;
        Assert.Equal(("unchecked", shown), ((string)message["signature"]!, message["body"]?.ToJsonString()));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_shown_as_well_as_they_can_be()
    {
        using var content = new ByteArrayContent([(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'"', 0xfe, (byte)'"', (byte)'}']);
        using var answer = await _partner.Http.PostAsync(Own, content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull((await ReadAsync())["messages"]![0]!["body"]);
    }

    [Fact]
    public async Task It_answers_as_it_is_told_and_fails_first()
    {
        (await _partner.PutAsync("/_emulator/inbox/try/answer", new JsonObject { ["status"] = 202, ["failFirst"] = 2 })).Expect(HttpStatusCode.OK);

        List<int> statuses = [];
        for (var message = 0; message < 4; message++)
        {
            var answer = await SendAsync(HttpMethod.Post, "{}");
            Assert.Equal("", answer.Text);
            statuses.Add((int)answer.Status);
        }

        Assert.Equal([500, 500, 202, 202], statuses);
        Assert.Equal("""{"status":202,"delay":"0ms","failFirst":0}""", (await ReadAsync())["answer"]!.ToJsonString());
    }

    [Fact]
    public async Task A_delay_passes_before_the_answer_and_not_before_the_message_is_there()
    {
        (await _partner.PutAsync("/_emulator/inbox/try/answer", new JsonObject { ["delay"] = "1m30s" })).Expect(HttpStatusCode.OK);
        var answer = SendAsync(HttpMethod.Post, "{}");
        await Until.HoldsAsync(async () => (await ReadAsync())["messages"]!.AsArray() is not []);

        _emulator.Clock.Advance(TimeSpan.FromSeconds(89));
        Assert.False(answer.IsCompleted);
        await Until.HoldsAsync(() => answer.IsCompleted, () => _emulator.Clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal(HttpStatusCode.OK, (await answer).Status);
    }

    [Theory]
    [InlineData("""{"status":199}""", "Status must be a whole number from 200 to 599")]
    [InlineData("""{"delay":"soon"}""", "Delay must be a duration up to 2m; write 250ms, 2s, 1m30s, 48h or 30d")]
    [InlineData("""{"delay":"3m"}""", "Delay must be a duration up to 2m; write 250ms, 2s, 1m30s, 48h or 30d")]
    [InlineData("""{"failFirst":-1}""", "FailFirst must be a whole number from 0 to 1000000")]
    public async Task An_answer_that_cannot_be_is_refused(string body, string message) =>
        Assert.Equal([message], (await _partner.PutAsync("/_emulator/inbox/try/answer", JsonNode.Parse(body)!.AsObject())).Messages);

    [Fact]
    public async Task The_oldest_messages_make_room_and_are_counted()
    {
        for (var message = 0; message < NamedInbox.MostMessages + 3; message++)
        {
            await SendAsync(HttpMethod.Post, $"{message}");
        }

        var many = await ReadAsync();
        Assert.Equal((NamedInbox.MostMessages, 3, 3), (many["messages"]!.AsArray().Count, (int)many["dropped"]!, (int)many["messages"]![0]!["body"]!));

        for (var message = 0; message < 3; message++)
        {
            await SendAsync(HttpMethod.Post, new string('x', 1024 * 1024));
        }

        Assert.Single((await ReadAsync())["messages"]!.AsArray());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(HttpMethod.Post, new string('x', (1024 * 1024) + 1))).Status);
    }

    [Fact]
    public async Task What_came_can_be_read_on_and_forgotten()
    {
        await SendAsync(HttpMethod.Post, "1");
        var cursor = (int)(await ReadAsync())["cursor"]!;
        await SendAsync(HttpMethod.Get, "");

        var rest = (await _partner.GetAsync($"/_emulator/inbox/TRY/messages?after={cursor}")).Json["messages"]!.AsArray();
        var forgotten = await _partner.DeleteAsync("/_emulator/inbox/try/messages");

        Assert.Equal("GET", (string)Assert.Single(rest)!["method"]!);
        Assert.Equal(HttpStatusCode.NoContent, forgotten.Status);
        Assert.Empty((await ReadAsync())["messages"]!.AsArray());
    }

    [Fact]
    public async Task There_are_only_so_many_and_names_are_short()
    {
        for (var name = 0; name < Inboxes.Most; name++)
        {
            Assert.Equal(HttpStatusCode.OK, (await _partner.PostTextAsync($"/_emulator/inbox/number-{name}", "")).Status);
        }

        var tooMany = await _partner.PostTextAsync("/_emulator/inbox/one-more", "");
        await _partner.DeleteAsync("/_emulator/inbox/number-0/messages");
        var again = await _partner.PostTextAsync("/_emulator/inbox/one-more", "");
        var badName = await _partner.PostTextAsync("/_emulator/inbox/what%20a%20name", "");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.BadRequest), (tooMany.Status, again.Status, badName.Status));
        Assert.StartsWith("There are 20 inboxes already, number-0, number-1, ", Assert.Single(tooMany.Messages), StringComparison.Ordinal);
        Assert.Equal(["Name must be at most 64 letters, digits, hyphens, dots or underscores"], badName.Messages);
    }

    private async Task<JsonObject> ReadAsync() => (await _partner.GetAsync("/_emulator/inbox/try/messages")).Expect(HttpStatusCode.OK);

    private Task<Answer> SendAsync(HttpMethod method, string body, params (string Name, string? Value)[] headers)
    {
        var request = new HttpRequestMessage(method, Own) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return _partner.SendAsync(request);
    }
}
