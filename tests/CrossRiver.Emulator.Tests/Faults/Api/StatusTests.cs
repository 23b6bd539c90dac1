using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Faults that are answers: statuses, headers, limits and late ones.</summary>
public sealed class StatusTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Theory]
    [InlineData(503, """{"errors":[{"code":9999,"message":"System error"}]}""")]
    [InlineData(500, """{"errors":[{"code":9999,"message":"System error"}]}""")]
    [InlineData(409, """{"errors":[{"code":2409,"message":"Conflict"}]}""")]
    [InlineData(404, """{"errors":[{"code":1404,"message":"Not Found"}]}""")]
    [InlineData(401, """{"message":"Authorization has been denied for this request."}""")]
    public async Task A_status_comes_with_the_bank_s_body_for_it_and_is_in_the_journal(int status, string body)
    {
        var customer = await _partner.OnboardAsync();
        await _partner.AddFaultAsync($$"""{ "call": "customers.get", "status": {{status}} }""");

        var answer = await _partner.GetAsync($"{WorldWithFaults.Customers}/{customer["id"]}");

        Assert.Equal((HttpStatusCode)status, answer.Status);
        Assert.Equal(body, answer.Text);
        Assert.NotEmpty(answer.Headers.GetValues("request-id"));
        var entry = Assert.Single(await _partner.GetJournalAsync(), entry => (string)entry["kind"]! == "fault");
        Assert.Equal((string)customer["id"]!, (string?)entry["customerId"]);
        Assert.Equal(answer.Headers.GetValues("request-id").Single(), (string?)entry["requestId"]);
        Assert.Contains(await _partner.GetJournalAsync(), call => (string?)call["operation"] == "customers.get" && (int?)call["statusCode"] == status);
        Assert.Equal([1], await _partner.GetHitsAsync());
    }

    [Fact]
    public async Task A_call_that_no_rule_chooses_is_answered_at_once_and_with_no_header_more()
    {
        await using var standing = new StandingEmulator();
        var partner = standing.NewPartner();
        var path = $"{WorldWithFaults.Customers}/{(await partner.OnboardAsync())["id"]}";
        var before = await RawCall.MakeAsync(partner, "GET", path);
        await partner.AddFaultAsync("""{ "call": "customers.list", "headers": { "X-Mine": "1" } }""");
        await partner.AddFaultAsync("""{ "call": "customers.list", "latency": "1h" }""");
        await partner.AddFaultAsync("""{ "call": "customers.get", "which": 3, "latency": "1h" }""");

        var after = await RawCall.MakeAsync(partner, "GET", path).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(HeadersOf(before), HeadersOf(after));
        Assert.Empty(await partner.GetFaultsAsync());
    }

    [Fact]
    public async Task Headers_come_with_the_answer_that_the_call_has_anyway()
    {
        var customer = await _partner.OnboardAsync();
        await _partner.AddFaultAsync("""{ "call": "customers.get", "which": 1, "headers": { "X-Maintenance": "tonight" } }""");

        var first = await _partner.GetAsync($"{WorldWithFaults.Customers}/{customer["id"]}");
        var second = await _partner.GetAsync($"{WorldWithFaults.Customers}/{customer["id"]}");

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal("tonight", first.Headers.GetValues("X-Maintenance").Single());
        Assert.False(second.Headers.Contains("X-Maintenance"));
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task A_write_that_is_answered_with_an_error_is_done_or_not_as_the_rule_says(string applied, int customers)
    {
        await _partner.AddFaultAsync($$"""{ "call": "customers.create", "status": 503, "headers": { "Retry-After": 7 }, "applied": {{applied}} }""");

        var answer = await _partner.PostAsync(WorldWithFaults.Customers, _partner.Create("a"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("7", answer.Headers.GetValues("Retry-After").Single());
        Assert.Equal(customers, await _partner.CountCustomersAsync());
        Assert.Equal(customers, (await _partner.GetJournalAsync()).Count(entry => (string)entry["kind"]! == "choice"));
    }

    [Fact]
    public async Task A_bad_request_is_struck_before_anybody_sees_that_it_is_bad()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.create", "which": 1, "status": 503, "applied": true }""");
        var bad = new JsonObject { ["partnerId"] = _partner.Id.ToString() };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _partner.PostAsync(WorldWithFaults.Customers, bad)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _partner.PostAsync(WorldWithFaults.Customers, bad)).Status);
        Assert.Equal(0, await _partner.CountCustomersAsync());
    }

    [Fact]
    public async Task The_answer_that_was_lost_is_given_to_who_sends_its_idempotency_key_again()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.create", "which": 1, "countBy": "idempotency-key", "status": 500, "applied": true }""");
        var body = _partner.Create("a");

        var lost = await _partner.CreateAsync(body, "key-1");
        var again = await _partner.CreateAsync(body, "key-1");

        Assert.Equal(HttpStatusCode.InternalServerError, lost.Status);
        var made = again.Expect(HttpStatusCode.OK);
        Assert.Equal(lost.Headers.GetValues("request-id").Single(), again.Headers.GetValues("original-request-id").Single());
        Assert.Equal(1, await _partner.CountCustomersAsync());
        Assert.Equal((string)made["id"]!, (string)(await _partner.GetCustomerAsync(made))["id"]!);
    }

    [Fact]
    public async Task What_was_not_done_is_done_when_its_idempotency_key_is_sent_again()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.create", "which": 1, "status": 503, "applied": false }""");
        var body = _partner.Create("a");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _partner.CreateAsync(body, "key-1")).Status);
        var answer = await _partner.CreateAsync(body, "key-1");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False(answer.Headers.Contains("original-request-id"));
    }

    [Fact]
    public async Task A_limit_lets_so_many_pass_and_tells_the_others_when_to_come_back()
    {
        await using var standing = new StandingEmulator();
        var partner = standing.NewPartner();
        var customer = await partner.OnboardAsync();
        await partner.AddFaultAsync("""{ "call": "customers.get", "limit": { "calls": 2, "per": "10s" } }""");
        var path = $"{WorldWithFaults.Customers}/{customer["id"]}";

        var answers = new List<Answer>();
        for (var call = 0; call < 4; call++)
        {
            answers.Add(await partner.GetAsync(path));
            await standing.AdvanceAsync(TimeSpan.FromSeconds(3), partner);
        }

        Assert.Equal([200, 200, 429, 429], answers.Select(answer => (int)answer.Status));
        Assert.Equal(["4", "1"], answers.Skip(2).Select(answer => answer.Headers.GetValues("Retry-After").Single()));
        Assert.Equal("""{"errors":[{"code":2429,"message":"Too Many Requests"}]}""", answers[2].Text);
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_limit_can_count_each_caller_apart_and_say_how_long_to_wait()
    {
        var customer = await _partner.OnboardAsync();
        await _partner.AddFaultAsync("""{ "call": "customers.get", "limit": { "calls": 1, "per": "1h", "by": "token", "status": 503, "retryAfter": "30s" } }""");
        var path = $"{WorldWithFaults.Customers}/{customer["id"]}";

        foreach (var token in new[] { "one", "other" })
        {
            _partner.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
            Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync(path)).Status);
            var second = await _partner.GetAsync(path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, second.Status);
            Assert.Equal("30", second.Headers.GetValues("Retry-After").Single());
        }
    }

    [Fact]
    public async Task A_late_answer_is_late_on_the_machine_s_clock_and_its_write_is_not()
    {
        await using var standing = new StandingEmulator();
        var partner = standing.NewPartner();
        await partner.AddFaultAsync("""{ "call": "customers.create", "latency": "2s" }""");
        await partner.AddFaultAsync("""{ "call": "customers.create", "latency": "3s" }""");

        var answer = partner.PostAsync(WorldWithFaults.Customers, partner.Create("a"));
        await Until.HoldsAsync(async () => await partner.CountCustomersAsync() is not 0);

        // Whenever the wait begins, four of five seconds do not end it.
        standing.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(answer.IsCompleted);
        await Until.HoldsAsync(() => answer.IsCompleted, () => standing.Clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal(HttpStatusCode.OK, (await answer).Status);
        Assert.Equal(["customers.create: latency 2s by faults/1", "customers.create: latency 3s by faults/2"], await partner.GetFaultsAsync());
    }

    [Fact]
    public async Task Tokens_are_short_lived_while_a_rule_says_so()
    {
        await using var standing = new StandingEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Strict"] = "false" } };
        var partner = standing.NewPartner();
        await partner.OnboardAsync();
        await partner.AddFaultAsync("""{ "call": "token.issue", "which": 1, "countBy": "world", "token": { "lifetime": "1m" } }""");

        await partner.TakeTokenAsync("anybody");
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync(WorldWithFaults.Customers)).Status);
        await standing.AdvanceAsync(TimeSpan.FromSeconds(61), partner);
        Assert.Equal(HttpStatusCode.Unauthorized, (await partner.GetAsync(WorldWithFaults.Customers)).Status);

        await partner.TakeTokenAsync("anybody");
        await standing.AdvanceAsync(TimeSpan.FromSeconds(61), partner);
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync(WorldWithFaults.Customers)).Status);
    }

    private static IEnumerable<string> HeadersOf(RawCall call) => call.Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1).Select(line => line.Split(':')[0]);
}
