using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>Contract, section 5: a call that is made again is not done again.</summary>
public sealed class IdempotencyTests : IAsyncDisposable
{
    private const string Customers = "/core/v1/cm/customers";

    private readonly StandingEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Idempotency:Answers"] = "10" },
    };

    private readonly Partner _partner;

    public IdempotencyTests() => _partner = _emulator.NewPartner();

    private string Body => _partner.Body("create-personal.request.json").ToJsonString();

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    [ContractRow("5 request header")]
    [ContractRow("5 replay marker")]
    public async Task The_same_call_gets_the_same_answer_and_the_first_calls_request_id()
    {
        var first = await SendAsync("a");
        _emulator.Clock.Advance(TimeSpan.FromDays(6));
        var again = await SendAsync("a");

        Assert.Equal((first.Status, first.Text), (again.Status, again.Text));
        Assert.Equal(RequestIdOf(first), Assert.Single(again.Headers.GetValues("original-request-id")));
        Assert.NotEqual(RequestIdOf(first), RequestIdOf(again));
        Assert.False(first.Headers.Contains("original-request-id"));
        Assert.Equal(1, await _partner.CountCustomersAsync());
        Assert.Equal(RequestIdOf(first), (string)(await _partner.GetJournalAsync())[^1]["originalRequestId"]!);
    }

    [Theory]
    [InlineData(49)]
    [InlineData(50)]
    [ContractRow("5 value")]
    public async Task A_key_has_up_to_50_characters(int length)
    {
        var key = new string('k', length);

        Assert.Equal((await SendAsync(key)).Text, (await SendAsync(key)).Text);
        Assert.Equal(1, await _partner.CountCustomersAsync());
    }

    [Theory]
    [InlineData("123456789012345678901234567890123456789012345678901")]
    [InlineData("")]
    [ContractRow("5 key over 50")]
    public async Task Any_other_key_is_refused_and_nothing_done(string key)
    {
        var answer = await SendAsync(key);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("""{"errors":[{"code":1000,"message":"Idempotency-Key must be given once and have 1 to 50 characters"}]}""", answer.Text);
        Assert.Equal(0, await _partner.CountCustomersAsync());
    }

    [Fact]
    [ContractRow("5 match")]
    public async Task Another_body_key_or_endpoint_is_another_call()
    {
        var customer = (await SendAsync("a")).Json["id"]!;

        await SendAsync("b");
        await SendAsync("a", Body.Replace("Peter", "Petra", StringComparison.Ordinal));
        await SendAsync("a", $"{Body} ");
        Assert.Equal(4, await _partner.CountCustomersAsync());

        var phone = Example.Read("add-phone.request.json").ToJsonString();
        await SendAsync("a", phone, $"{Customers}/{customer}/phones");
        await SendAsync("a", phone, $"{Customers}/{customer}/phones/");
        await SendAsync("a", phone, $"{Customers}/{customer}/PHONES");
        Assert.Single((await _partner.GetAsync($"{Customers}/{customer}/phones")).Json["results"]!.AsArray());
    }

    [Fact]
    public async Task A_put_is_not_done_again_either()
    {
        var customer = (await SendAsync("a")).Json["id"]!;
        var path = $"{Customers}/{customer}/name";
        await SendAsync("p", """{"firstName":"Ada"}""", path, HttpMethod.Put);
        await SendAsync("q", """{"firstName":"Eve"}""", path, HttpMethod.Put);

        var again = await SendAsync("p", """{"firstName":"Ada"}""", path, HttpMethod.Put);

        Assert.Equal("Ada", (string)again.Json["name"]!["firstName"]!);
        Assert.Equal("Eve", (string)(await _partner.GetAsync($"{Customers}/{customer}")).Json["name"]!["firstName"]!);
    }

    [Fact]
    [ContractRow("5 applies to")]
    public async Task Get_and_delete_ignore_the_key()
    {
        var customer = (await SendAsync("a")).Json["id"]!;
        Answer[] answers = [await AskAsync(HttpMethod.Get), await AskAsync(HttpMethod.Delete), await AskAsync(HttpMethod.Get), await AskAsync(HttpMethod.Delete)];

        Assert.Equal(["Active", "Inactive", "Inactive"], answers.Take(3).Select(answer => (string)answer.Json["status"]!));
        Assert.Equal(HttpStatusCode.BadRequest, answers[3].Status);
        Assert.All(answers, answer => Assert.False(answer.Headers.Contains("original-request-id")));

        Task<Answer> AskAsync(HttpMethod method)
        {
            var request = new HttpRequestMessage(method, $"{Customers}/{customer}");
            request.Headers.Add("idempotency-key", new string('k', 60));
            return _partner.SendAsync(request);
        }
    }

    [Fact]
    public async Task Calls_without_a_body_or_an_answer_have_keys_too()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var registration = await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        var ping = $"/webhooks/v1/registrations/{registration["id"]}/ping";

        var first = await SendAsync("a", "", ping, HttpMethod.Put);
        var again = await SendAsync("a", "", ping, HttpMethod.Put);
        await _emulator.AdvanceAsync(TimeSpan.Zero, _partner);

        Assert.Equal((HttpStatusCode.Accepted, ""), (again.Status, again.Text));
        Assert.Null(again.Headers.TransferEncodingChunked);
        Assert.Equal(RequestIdOf(first), Assert.Single(again.Headers.GetValues("original-request-id")));
        Assert.Single(inbox.All);
    }

    [Fact]
    [ContractRow("5 after a failure")]
    public async Task A_refused_call_can_be_mended_or_made_again_with_its_key()
    {
        var business = _partner.Body("create-business.request.json");
        business["profile"]!["primaryOwnerCustomerId"] = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("a", "{}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("a", "{}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("a", business.ToJsonString())).Status);
        var mended = await SendAsync("a");

        Assert.Equal(HttpStatusCode.OK, mended.Status);
        Assert.False(mended.Headers.Contains("original-request-id"));
    }

    [Fact]
    [ContractRow("5 clientIdentifier")]
    public async Task Without_a_key_two_customers_may_have_the_same_client_identifier()
    {
        var body = _partner.Body("create-personal.request.json");
        body["clientIdentifier"] = "one-and-the-same";

        var first = await _partner.OnboardAsync(body);
        var second = await _partner.OnboardAsync(body);

        Assert.NotEqual((string)first["id"]!, (string)second["id"]!);
        Assert.Equal("one-and-the-same", (string)second["clientIdentifier"]!);
    }

    [Fact]
    [ContractRow("5 kept")]
    public async Task After_seven_days_the_call_is_done_again()
    {
        await SendAsync("a");
        _emulator.Clock.Advance(TimeSpan.FromDays(7));

        Assert.False((await SendAsync("a")).Headers.Contains("original-request-id"));
        Assert.True((await SendAsync("a")).Headers.Contains("original-request-id"));
        Assert.Equal(2, await _partner.CountCustomersAsync());
    }

    [Fact]
    public async Task The_oldest_answers_of_the_partner_make_room_for_the_newest_ones()
    {
        var other = _emulator.NewPartner();
        var others = await SendAsync("a", other.Body("create-personal.request.json").ToJsonString());
        for (var number = 0; number < 11; number++)
        {
            await SendAsync($"key {number}");
        }

        Assert.Equal(11, _emulator.Services.GetRequiredService<ResponseIndex>().Count);
        Assert.True((await SendAsync("key 10")).Headers.Contains("original-request-id"));
        Assert.True((await SendAsync("key 1")).Headers.Contains("original-request-id"));
        Assert.False((await SendAsync("key 0")).Headers.Contains("original-request-id"));
        Assert.Equal(others.Text, (await SendAsync("a", other.Body("create-personal.request.json").ToJsonString())).Text);
    }

    [Fact]
    public async Task After_a_reset_the_call_is_done_again()
    {
        var first = await SendAsync("a");

        await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/reset", new JsonObject { ["keep"] = new JsonArray() });
        var again = await SendAsync("a");

        Assert.Equal((HttpStatusCode.OK, 1), (again.Status, await _partner.CountCustomersAsync()));
        Assert.False(again.Headers.Contains("original-request-id"));
        Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync($"{Customers}/{again.Json["id"]}")).Status);
        Assert.NotEqual(RequestIdOf(first), RequestIdOf(again));
    }

    [Fact]
    public async Task An_answer_about_what_a_reset_took_away_meanwhile_is_not_kept()
    {
        // The customer is made, and its answer is not kept yet.
        using var moment = new HeldMoment("ExecutedEndpoint", Customers);
        await using var emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Logging:LogLevel:Microsoft.AspNetCore.Routing"] = "Information" },
            Configure = builder => builder.Logging.ClearProviders().AddProvider(moment),
        };
        var partner = emulator.NewPartner(_partner.Id);
        var first = SendAsync(partner, "a");
        await moment.WhenComeAsync();
        Assert.Equal(1, await partner.CountCustomersAsync());

        await partner.ResetAsync();
        moment.Pass();

        Assert.Equal((HttpStatusCode.OK, 0), ((await first).Status, await partner.CountCustomersAsync()));
        Assert.False((await SendAsync(partner, "a")).Headers.Contains("original-request-id"));
        Assert.True((await SendAsync(partner, "a")).Headers.Contains("original-request-id"));
    }

    [Fact]
    [ContractRow("5 in-progress duplicate")]
    [ContractRow("6.3 409")]
    public async Task Five_hundred_calls_at_once_with_one_key_make_one_customer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => SendAsync("a")));

        Assert.Equal(1, await _partner.CountCustomersAsync());
        var first = Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK && !answer.Headers.Contains("original-request-id"));
        Assert.All(answers.Except([first]), answer => Assert.True(
            (answer.Status is HttpStatusCode.OK && answer.Text == first.Text) || (answer.Status is HttpStatusCode.Conflict && (int)answer.Json["errors"]![0]!["code"]! == 2409),
            answer.Text));
        Assert.Equal(first.Text, (await SendAsync("a")).Text);
    }

    private Task<Answer> SendAsync(string key, string? body = null, string path = Customers, HttpMethod? method = null) => SendAsync(_partner, key, body, path, method);

    private Task<Answer> SendAsync(Partner partner, string key, string? body = null, string path = Customers, HttpMethod? method = null)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? Body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        return partner.SendAsync(request);
    }

    private static string RequestIdOf(Answer answer) => Assert.Single(answer.Headers.GetValues("request-id"));
}
