using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control.Clocks;

/// <summary>A test waits for what is to happen, and is told what happened instead.</summary>
public sealed class WaitEndpointsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_wait_is_answered_as_soon_as_the_event_happens()
    {
        await _partner.BeginAsync();
        var waiting = WaitAsync("""{"until":"event","match":{"eventName":"core.customer.OFAC.*"},"timeout":"PT20S"}""");
        var customer = await _partner.OnboardAsync();

        var answer = (await waiting).Expect(HttpStatusCode.OK);

        var entry = Assert.Single(answer["entries"]!.AsArray())!;
        Assert.Equal((CustomerEvents.OfacChanged, (string)customer["id"]!), ((string)entry["eventName"]!, (string)entry["customerId"]!));
        Assert.Equal((long)entry["number"]!, (long)answer["cursor"]!);
        Assert.Equal(($"{_partner.Id}", 1), ((string)answer["partnerId"]!, (int)answer["epoch"]!));
        Assert.NotNull(answer["now"]);
    }

    [Fact]
    public async Task Several_deliveries_are_waited_for_and_those_before_the_cursor_do_not_count()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.PepScanChanged, CustomerEvents.OfacChanged);
        await _partner.OnboardAsync();

        var first = (await WaitAsync("""{"until":"delivery","match":{"outcome":"succeeded"},"count":2}""")).Expect(HttpStatusCode.OK);
        var next = (await WaitAsync($$"""{"until":"delivery","match":{"statusCode":[201,200]},"after":{{first["cursor"]}}}""")).Expect(HttpStatusCode.OK);

        Assert.Equal([CustomerEvents.Onboarded, CustomerEvents.PepScanChanged], first["entries"]!.AsArray().Select(entry => (string)entry!["eventName"]!));
        Assert.Equal([CustomerEvents.OfacChanged], next["entries"]!.AsArray().Select(entry => (string)entry!["eventName"]!));
    }

    [Fact]
    public async Task A_call_counts_when_it_is_answered()
    {
        await _partner.BeginAsync();
        var waiting = WaitAsync("""{"until":"call","match":{"operation":"customers.create","body":{"name":{"firstName":"peter"}}}}""");
        var customer = await _partner.OnboardAsync();

        var call = Assert.Single((await waiting).Expect(HttpStatusCode.OK)["entries"]!.AsArray())!;

        Assert.Equal((200, (string)customer["id"]!), ((int)call["statusCode"]!, (string)call["customerId"]!));
    }

    [Fact]
    public async Task A_wait_that_is_over_tells_what_came_and_what_came_nearest()
    {
        await _partner.OnboardAsync();
        await WaitAsync("""{"until":"change","match":{"what":"ofac*"}}""");

        var answer = await WaitAsync("""{"until":"change","match":{"what":["ofac Pending → Clear","ofac Clear → Failed"],"customerId":"*"},"count":2,"timeout":"50ms"}""");
        var missed = await WaitAsync("""{"until":"call","match":{"method":"POST","statusCode":400},"timeout":"0s"}""");

        var over = answer.Expect(HttpStatusCode.RequestTimeout);
        Assert.Equal("1 of 2 change such entries happened within 50ms", Assert.Single(answer.Messages));
        Assert.Equal("ofac Pending → Clear", (string)Assert.Single(over["entries"]!.AsArray())!["what"]!);
        Assert.Equal(3, over["nearestMisses"]!.AsArray().Count);
        Assert.Equal($"{_partner.Id}", (string)over["partnerId"]!);
        var miss = Assert.Single(missed.Expect(HttpStatusCode.RequestTimeout)["nearestMisses"]!.AsArray())!;
        Assert.Equal("""[{"member":"statusCode","expected":400,"actual":200}]""", miss["differences"]!.ToJsonString());
        Assert.Equal("customers.create", (string)miss["entry"]!["operation"]!);
    }

    [Theory]
    [InlineData("""{"until":"forever"}""", "Until must be one of idle, event, delivery, call, change")]
    [InlineData("""{"until":"event","match":{"evntName":"x"}}""", "Match.evntName: entries of kind 'event' have no such member; did you mean 'eventName'?")]
    [InlineData("""{"until":"event","match":{"eventName":{"first":"x"}}}""", "Match.eventName.first: entries of kind 'event' have no such member; there is nothing below it to be 'first'")]
    [InlineData("""{"until":"event","macth":{}}""", "There is no macth; did you mean 'match'?")]
    [InlineData("""{"until":"event","timeout":"11m"}""", "Timeout must be a duration of at most 10m; write 250ms, 2s, 1m30s, 48h or 30d, or PT10S")]
    [InlineData("""{"until":"event","timeout":"PT"}""", "Timeout must be a duration of at most 10m; write 250ms, 2s, 1m30s, 48h or 30d, or PT10S")]
    [InlineData("""{"until":"event","after":-1}""", "After must be a cursor that an answer gave, a whole number from 0")]
    [InlineData("""{"until":"event","count":0}""", "Count must be a whole number from 1 to 1000")]
    [InlineData("""{"until":"event","match":[]}""", "Match must be an object: members of the entry, and what they have to be; at most 56 levels deep")]
    public async Task What_cannot_be_waited_for_is_refused_with_what_could(string body, string message)
    {
        await _partner.BeginAsync();
        var answer = await WaitAsync(body);

        answer.Expect(HttpStatusCode.BadRequest);
        Assert.Equal(message, Assert.Single(answer.Messages));
    }

    [Fact]
    public async Task Until_the_world_is_idle()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var registration = await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        var ping = await _partner.PutAsync($"/webhooks/v1/registrations/{registration["id"]}/ping", []);
        Assert.Equal(HttpStatusCode.Accepted, ping.Status);

        var answer = (await WaitAsync("""{"until":"idle"}""")).Expect(HttpStatusCode.OK);

        Assert.Single(inbox.All);
        Assert.Equal(($"{_partner.Id}", 1), ((string)answer["partnerId"]!, (int)answer["epoch"]!));
    }

    [Fact]
    public async Task Only_so_many_may_wait_and_one_that_leaves_makes_room()
    {
        await using var narrow = new RunningEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Control:OpenWaits"] = "1" } };
        var partner = narrow.NewPartner();
        await partner.BeginAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/_emulator/partners/{partner.Id}/journal/stream");
        var open = await partner.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        var refused = await TryUntilAsync(HttpStatusCode.TooManyRequests);
        open.Dispose();
        await TryUntilAsync(HttpStatusCode.RequestTimeout);

        Assert.Equal("1 waits and streams are open; the limit is the setting Emulator:Control:OpenWaits", Assert.Single(refused.Messages));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);

        async Task<Answer> TryUntilAsync(HttpStatusCode status)
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (true)
            {
                timeout.Token.ThrowIfCancellationRequested();
                var answer = await WaitAsync(partner, """{"until":"event","timeout":"0s"}""");
                if (answer.Status == status)
                {
                    return answer;
                }
            }
        }
    }

    [Fact]
    public async Task When_the_emulator_stops_a_wait_is_over()
    {
        var stopping = new RunningEmulator();
        var partner = stopping.NewPartner();
        await partner.BeginAsync();
        await WaitAsync(partner, """{"until":"idle"}""");
        var waiting = WaitAsync(partner, """{"until":"call","count":2,"timeout":"10m"}""");
        await partner.OnboardAsync();

        await stopping.DisposeAsync();

        Assert.Equal(["The emulator is stopping; the wait was ended"], (await waiting).Expect(HttpStatusCode.ServiceUnavailable)["errors"]!.AsArray().Select(error => (string)error!["message"]!));
    }

    private static Task<Answer> WaitAsync(Partner partner, string body) => partner.PostAsync($"/_emulator/partners/{partner.Id}/wait", JsonNode.Parse(body)!.AsObject());

    private Task<Answer> WaitAsync(string body) => WaitAsync(_partner, body);
}
