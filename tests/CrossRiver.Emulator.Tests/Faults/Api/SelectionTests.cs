using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Which calls a rule strikes, and which it leaves alone.</summary>
public sealed class SelectionTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const int MostCallers = 10_000;

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task Only_the_calls_that_are_named_and_only_those_of_the_world_are_struck()
    {
        var other = emulator.NewPartner();
        var (mine, theirs) = (await _partner.OnboardAsync(), await other.OnboardAsync());
        await _partner.AddFaultAsync("""{ "call": ["customers.get", "phones.list"], "status": 503 }""");

        Assert.Equal(503, await StatusAsync(_partner, $"{WorldWithFaults.Customers}/{mine["id"]}"));
        Assert.Equal(503, await StatusAsync(_partner, $"{WorldWithFaults.Customers}/{mine["id"]}/phones"));
        Assert.Equal(200, await StatusAsync(_partner, $"{WorldWithFaults.Customers}/{mine["id"]}/addresses"));
        Assert.Equal(200, await StatusAsync(other, $"{WorldWithFaults.Customers}/{theirs["id"]}"));
        Assert.Equal(200, await StatusAsync(_partner, $"/_emulator/partners/{_partner.Id}"));
    }

    [Fact]
    public async Task Any_is_every_call_of_the_world_and_none_of_ours()
    {
        var customer = await _partner.OnboardAsync();
        await _partner.AddFaultAsync("""{ "call": "any", "status": 503, "applied": false }""");

        Assert.Equal(503, await StatusAsync(_partner, $"{WorldWithFaults.Customers}/{customer["id"]}"));
        Assert.Equal(503, await StatusAsync(_partner, $"{WorldWithFaults.Customers}?partnerId={_partner.Id}"));
        Assert.Equal(503, await StatusAsync(_partner, $"/webhooks/v1/registrations?partnerId={_partner.Id}"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _partner.PostAsync(WorldWithFaults.Customers, _partner.Create("a"))).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _partner.PostAsync("/webhooks/v1/registrations", _partner.Body("registration.request.json"))).Status);
        (await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/journal")).Expect(HttpStatusCode.OK);
        (await _partner.DeleteAsync($"/_emulator/partners/{_partner.Id}/faults/1")).Expect(HttpStatusCode.OK);
        Assert.Equal(200, await StatusAsync(_partner, $"{WorldWithFaults.Customers}/{customer["id"]}"));
    }

    [Fact]
    public async Task Identifiers_of_any_length_are_counted_each_for_itself()
    {
        var (one, other) = (new string('a', 900_000), new string('a', 900_001));
        await _partner.AddFaultAsync("""{ "call": "customers.create", "which": 1, "countBy": "body.clientIdentifier", "chance": "100%", "status": 503, "applied": false }""");

        var statuses = new List<HttpStatusCode>();
        foreach (var identifier in new[] { one, other, one })
        {
            statuses.Add((await _partner.PostAsync(WorldWithFaults.Customers, _partner.Create(identifier))).Status);
        }

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.BadRequest], statuses);
        Assert.InRange((await _partner.GetAsync($"{_partner.Control}/snapshot")).Text.Length, 1, 100_000);
    }

    [Theory]
    [InlineData("""{ "X": "é" }""")]
    [InlineData("""{ "X": "a\r\nb: c" }""")]
    [InlineData("""{ "Content-Length": "5" }""")]
    [InlineData("""{ "transfer-encoding": "chunked" }""")]
    [InlineData("""{ "A B": "1" }""")]
    public async Task Headers_that_no_answer_can_have_are_refused(string headers)
    {
        var answer = await _partner.PostTextAsync($"/_emulator/partners/{_partner.Id}/faults", $$"""{ "call": "customers.get", "headers": {{headers}} }""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("header", answer.Messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chance_and_latency_are_counted_as_the_rule_says_too()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.get", "chance": "50%", "countBy": "world", "status": 503 }""");
        await _partner.AddFaultAsync("""{ "call": "customers.get", "latency": "0s..1ms", "countBy": "token" }""");
    }

    [Fact]
    public async Task What_is_probably_not_meant_is_told_with_the_rule()
    {
        var answer = await _partner.PostTextAsync($"/_emulator/partners/{_partner.Id}/faults", """{ "call": "customers.get", "status": 500, "applied": true }""");

        Assert.Contains("'applied' says nothing here", (string)Assert.Single(answer.Expect(HttpStatusCode.OK)["warnings"]!.AsArray())!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_rule_did_to_a_create_is_told_of_the_customer_that_was_made()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.create", "status": 500, "applied": true }""");

        await _partner.PostAsync(WorldWithFaults.Customers, _partner.Create("made"));

        var made = Assert.Single(await _partner.GetAllAsync($"{WorldWithFaults.Customers}?partnerId={_partner.Id}"));
        var fault = Assert.Single(await _partner.GetJournalAsync(), entry => (string)entry["kind"]! == "fault");
        Assert.Equal((string)made["id"]!, (string)fault["customerId"]!);
    }

    [Fact]
    public async Task A_rule_that_forgets_its_oldest_callers_says_so_once()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.get", "which": 1, "countBy": "customer", "status": 503 }""");
        var customers = new List<JsonObject>();
        foreach (var name in new[] { "one", "two", "three" })
        {
            customers.Add(await _partner.OnboardAsync(_partner.Create(name)));
        }

        var snapshot = (await _partner.GetAsync($"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        snapshot["faults"]!["rules"]!["rules"]![0]!["counts"]!["keys"] = new JsonArray([.. Enumerable.Range(0, MostCallers).Select(caller => new JsonObject { ["key"] = $"{caller}", ["calls"] = 1, ["taken"] = 0 })]);
        (await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.OK);
        foreach (var customer in customers)
        {
            Assert.Equal(503, await StatusAsync(_partner, $"{WorldWithFaults.Customers}/{customer["id"]}"));
        }

        Assert.Single(await _partner.GetJournalAsync(), entry => ((string?)entry["what"])?.Contains("faults/1 counts the calls of 10000 callers", StringComparison.Ordinal) is true);
    }

    [Theory]
    [InlineData("customer", new[] { 503, 200, 503, 200 })]
    [InlineData("body.clientIdentifier", new[] { 503, 200, 503, 200 })]
    [InlineData("token", new[] { 503, 200, 200, 200 })]
    [InlineData("world", new[] { 503, 200, 200, 200 })]
    public async Task Calls_are_counted_as_the_rule_says(string countBy, int[] expected)
    {
        var one = await _partner.OnboardAsync(_partner.Create("one"));
        var other = await _partner.OnboardAsync(_partner.Create("other"));
        await _partner.AddFaultAsync($$"""{ "call": "customers.get", "which": 1, "countBy": "{{countBy}}", "status": 503 }""");

        var statuses = new List<int>();
        foreach (var customer in new[] { one, one, other, other })
        {
            statuses.Add(await StatusAsync(_partner, $"{WorldWithFaults.Customers}/{customer["id"]}"));
        }

        Assert.Equal(expected, statuses);
    }

    [Theory]
    [InlineData("", "call 1 of the world")]
    [InlineData(""" "countBy": "token",""", "call 1 of its token")]
    [InlineData(""" "countBy": "body.clientIdentifier",""", "call 1 of its client identifier")]
    public async Task The_journal_says_by_what_a_call_was_counted(string countBy, string says)
    {
        await _partner.AddFaultAsync($$"""{ "call": "customers.create", "which": 1,{{countBy}} "status": 503, "applied": false }""");

        await _partner.PostAsync(WorldWithFaults.Customers, _partner.Create("one"));

        Assert.Equal([$"customers.create: status 503, {says} by faults/1"], await _partner.GetFaultsAsync());
    }

    [Fact]
    public async Task A_rule_of_a_world_strikes_one_create_of_all_unless_it_counts_otherwise()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.create", "which": 1, "status": 503, "applied": false }""");

        var first = await CreateAsync("one", "two", "three");
        await _partner.AddFaultAsync("""{ "call": "customers.create", "which": 1, "countBy": "customer", "status": 503, "applied": false }""");
        var second = await CreateAsync("four", "five", "four");

        Assert.Equal([503, 200, 200], first);
        Assert.Equal([503, 503, 200], second);
    }

    [Fact]
    public async Task A_condition_counts_the_calls_of_the_world_too()
    {
        await using var running = new RunningEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Emulator:Conditions:Start"] = "first",
                ["Emulator:Scenarios:Texts:0:Name"] = "first.yaml",
                ["Emulator:Scenarios:Texts:0:Yaml"] = "{ version: 1, condition: first, rules: [{ call: customers.get, which: 1, status: 503 }] }",
            },
        };
        var partner = running.NewPartner();
        var (one, other) = (await partner.OnboardAsync(partner.Create("one")), await partner.OnboardAsync(partner.Create("other")));

        Assert.Equal(503, await StatusAsync(partner, $"{WorldWithFaults.Customers}/{one["id"]}"));
        Assert.Equal(200, await StatusAsync(partner, $"{WorldWithFaults.Customers}/{other["id"]}"));
    }

    [Fact]
    public async Task A_rule_has_its_time()
    {
        await using var standing = new StandingEmulator();
        var partner = standing.NewPartner();
        var customer = await partner.OnboardAsync();
        await partner.AddFaultAsync("""{ "call": "customers.get", "at": "10s", "lasts": "5s", "status": 503 }""");

        var statuses = new List<int>();
        for (var second = 0; second < 20; second += 4)
        {
            statuses.Add(await StatusAsync(partner, $"{WorldWithFaults.Customers}/{customer["id"]}"));
            await standing.AdvanceAsync(TimeSpan.FromSeconds(4), partner);
        }

        Assert.Equal([200, 200, 200, 503, 200], statuses);
    }

    [Fact]
    public async Task A_scenario_s_rules_are_for_its_customer_and_for_its_own_create()
    {
        var clear = await _partner.OnboardAsync(_partner.Create("clear"));
        await PutAsync("api: [{ call: [customers.create, customers.get], which: 1, status: 503, applied: false }]");

        var create = await _partner.PostAsync(WorldWithFaults.Customers, _partner.Create("mine-1"));
        var customer = await _partner.OnboardAsync(_partner.Create("mine-1"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, create.Status);
        Assert.Equal(503, await StatusAsync(_partner, $"{WorldWithFaults.Customers}/{customer["id"]}"));
        Assert.Equal(200, await StatusAsync(_partner, $"{WorldWithFaults.Customers}/{customer["id"]}"));
        Assert.Equal(200, await StatusAsync(_partner, $"{WorldWithFaults.Customers}/{clear["id"]}"));
        Assert.Equal(["customers.create: status 503, call 1 of its customer by scenario mine, rule 1", "customers.get: status 503, call 1 of its customer by scenario mine, rule 1"], await _partner.GetFaultsAsync());
    }

    [Fact]
    public async Task A_story_that_waits_for_a_call_goes_on_although_the_call_s_answer_is_lost()
    {
        await PutAsync("api: [{ call: emails.add, status: 500, applied: true }]", "timeline: [{ upon: { call: emails.add }, set: { ofac: Clear } }]");
        var customer = await _partner.OnboardAsync(_partner.Create("mine-1"));

        var answer = await _partner.PostAsync($"{WorldWithFaults.Customers}/{customer["id"]}/emails", Example.Read("add-email.request.json"));
        await _partner.WhenIdleAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Equal("Clear", (string?)(await _partner.GetCustomerAsync(customer))["ofac"]);
    }

    [Theory]
    [InlineData("""{ "call": "customers.get", "statuss": 503 }""", "unknown key 'statuss'; did you mean 'status'?")]
    [InlineData("""{ "call": "customer.get", "status": 503 }""", "did you mean 'customers.get'?")]
    [InlineData("""{ "call": "customers.create", "status": 503 }""", "write applied: true or applied: false")]
    [InlineData("""[]""", "this must be a mapping")]
    public async Task A_rule_that_is_none_is_refused_as_in_a_file(string rule, string says)
    {
        var answer = await _partner.PostTextAsync($"/_emulator/partners/{_partner.Id}/faults", rule);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(answer.Messages, message => message.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_is_read_as_it_was_given_and_is_gone_when_it_is_deleted_or_the_world_reset()
    {
        var rule = await _partner.AddFaultAsync("""{ "call": "customers.list", "which": "2..4", "latency": "1s..3s", "headers": { "X-A": "b" } }""");
        Assert.Equal("""{"call":"customers.list","which":"2..4","headers":{"X-A":"b"},"latency":"1s..3s"}""", rule["rule"]!.ToJsonString());
        Assert.True((await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/faults/1")).Status is HttpStatusCode.OK);
        Assert.True((await _partner.DeleteAsync($"/_emulator/partners/{_partner.Id}/faults")).Status is HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/faults/1")).Status);

        await _partner.AddFaultAsync("""{ "call": "customers.list", "status": 503 }""");
        await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/reset", new JsonObject { ["keep"] = new JsonArray() });

        Assert.Empty(await _partner.GetHitsAsync());
        Assert.Equal(200, await StatusAsync(_partner, $"{WorldWithFaults.Customers}?partnerId={_partner.Id}"));
    }

    private async Task PutAsync(string api, string timeline = "timeline: []") => (await _partner.PutTextAsync(
        $"/_emulator/partners/{_partner.Id}/scenarios/mine",
        $"{{ version: 1, scenario: mine, match: {{ body: {{ clientIdentifier: {{ startsWith: mine- }} }} }}, {timeline}, {api} }}")).Expect(HttpStatusCode.OK);

    private async Task<List<int>> CreateAsync(params string[] names)
    {
        var statuses = new List<int>();
        foreach (var name in names)
        {
            statuses.Add((int)(await _partner.PostAsync(WorldWithFaults.Customers, _partner.Create(name))).Status);
        }

        return statuses;
    }

    private static async Task<int> StatusAsync(Partner partner, string path) => (int)(await partner.GetAsync(path)).Status;
}
