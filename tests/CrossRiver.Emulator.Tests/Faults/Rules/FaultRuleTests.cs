using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Rules as JSON: how they are read, printed, refused and told in words.</summary>
public sealed class FaultRuleTests
{
    private readonly FaultSchemas _schemas = new(EmulatorApplication.CreateCatalog());

    [Theory]
    [InlineData("""{"call":"customers.get","which":"2..4","countBy":"token","chance":"10%","at":"1s","lasts":"2s..3s","status":503,"headers":{"X-A":"b"},"latency":"250ms"}""")]
    [InlineData("""{"call":["customers.get","phones.list"],"hang":true}""")]
    [InlineData("""{"call":"any","connection":"reset-mid-body","applied":false}""")]
    [InlineData("""{"call":"customers.get","connection":"reset-before-answer"}""")]
    [InlineData("""{"call":"customers.get","connection":"empty"}""")]
    [InlineData("""{"call":"customers.get","limit":{"calls":10,"per":"1s","by":"world","status":503,"retryAfter":"2s"}}""")]
    [InlineData("""{"call":"customers.get","limit":{"calls":1,"per":"1h"}}""")]
    [InlineData("""{"call":"customers.create","status":503,"applied":true}""")]
    [InlineData("""{"token":{"lifetime":"1m"}}""")]
    [InlineData("""{"event":"Core.Customer.*.Changed","which":2,"attempts":"1..2","chance":"50%","lose":"attempt"}""")]
    [InlineData("""{"duplicate":{"copies":2,"gap":"0ms..2s","sameId":false}}""")]
    [InlineData("""{"reorder":{"how":"shuffle","window":"10s"}}""")]
    [InlineData("""{"late":"1h"}""")]
    [InlineData("""{"replay":{"after":"1d","times":2}}""")]
    [InlineData("""{"auth":"stale-signature"}""")]
    [InlineData("""{"body":"huge"}""")]
    [InlineData("""{"connection":{"slow":"200B/s"},"event":"*"}""")]
    [InlineData("""{"at":"5s","phantom":{"event":"Core.Customer.Ofac.Changed","customer":"other-partner"}}""")]
    public void A_rule_is_printed_as_it_was_read(string json)
    {
        var (rule, warnings) = Read(json);

        Assert.Empty(warnings);
        var printed = _schemas.Print(rule).ToJsonString();
        Assert.Equal(JsonElement.Parse(json).EnumerateObject().Select(member => $"{member}").Order(StringComparer.Ordinal), JsonElement.Parse(printed).EnumerateObject().Select(member => $"{member}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"status":503,"applied":false}""", "any; status 503; not done")]
    [InlineData("""{"call":"customers.get","which":"every 10","status":404}""", "customers.get; which of them: every 10; counted by customer; status 404")]
    [InlineData("""{"call":["customers.get","phones.list"],"which":1,"countBy":"token","latency":"2s..5s"}""", "customers.get or phones.list; which of them: 1; counted by token; latency 2s..5s")]
    [InlineData("""{"call":"customers.get","chance":"10%","at":"1m","lasts":"1h","hang":true}""", "customers.get; 10% of these; from 1m; for 1h; hang")]
    [InlineData("""{"call":"customers.create","headers":{"X-A":"1","X-B":"2"},"connection":"empty","applied":true}""", "customers.create; headers X-A X-B; connection empty; done all the same")]
    [InlineData("""{"call":"customers.get","limit":{"calls":10,"per":"1s"}}""", "customers.get; limit 10 calls per 1s")]
    [InlineData("""{"call":"token.issue","token":{"lifetime":"1m"}}""", "token.issue; tokens good for 1m")]
    public void A_rule_for_calls_is_told_in_words(string json, string words) => Assert.Equal(words, _schemas.OfCalls.Explain(Read(json).Rule.OfCalls!));

    [Theory]
    [InlineData("""{"call":"customers.get"}""", "something is missing; write one of status, headers, latency, hang, connection, limit, token")]
    [InlineData("""{"call":"customers.get","status":503,"hang":true}""", "'hang' does not go with 'status'; leave one")]
    [InlineData("""{"call":"customers.get","hang":true,"limit":{"calls":1,"per":"1s"}}""", "'limit' does not go with 'hang'; leave one")]
    [InlineData("""{"call":"customers.get","connection":"empty","limit":{"calls":1,"per":"1s"}}""", "'limit' does not go with 'connection'; leave one")]
    [InlineData("""{"call":"customers.get","status":503,"countBy":"token"}""", "'countBy' says nothing alone; write which or chance or latency, too")]
    [InlineData("""{"call":"customers.get","limit":{"calls":1000001,"per":"1s"}}""", "'1000001' is no number of calls; write a whole number from 1 to 1000000")]
    [InlineData("""{"call":"customers.get","limit":{"per":"1s"}}""", "the key 'calls' is missing")]
    [InlineData("""{"call":"customers.get","connection":"status"}""", "'status' is no fault of a connection; write reset-before-answer, reset-mid-body, empty")]
    [InlineData("""{"call":"customers.get","status":399}""", "'399' is no status of an error; write a whole number from 400 to 599")]
    [InlineData("""{"call":"customers.get","status":600}""", "'600' is no status of an error; write a whole number from 400 to 599")]
    [InlineData("""{"call":"customers.get","status":503,"which":1,"countBy":"caller"}""", "'caller' is no way to count; write customer, body.clientIdentifier, idempotency-key, token, world")]
    [InlineData("""{"call":"customers.create","connection":"empty"}""", "with 'connection' the caller of customers.create does not see whether it is done; write applied: true or applied: false")]
    [InlineData("""{"call":"customers.create","limit":{"calls":1,"per":"1s"}}""", "with 'limit' the caller of customers.create does not see whether it is done; write applied: true or applied: false")]
    [InlineData("""{"late":"1s","at":"1s"}""", "'at' says nothing alone; write phantom, too")]
    [InlineData("""{"late":"1s","attempts":1}""", "'attempts' says nothing alone; write lose or auth or body or connection, too")]
    [InlineData("""{"at":"1s","event":"*","phantom":{"event":"Core.Customer.Onboarded"}}""", "'event' does not go with 'at'; leave one")]
    [InlineData("""{"at":"1s","which":1,"phantom":{"event":"Core.Customer.Onboarded"}}""", "'which' does not go with 'at'; leave one")]
    [InlineData("""{"at":"1s","attempts":1,"auth":"wrong-password","phantom":{"event":"Core.Customer.Onboarded"}}""", "'attempts' does not go with 'at'; leave one")]
    [InlineData("""{"at":"1s","auth":"wrong-password","phantom":{"event":"Core.Customer.Onboarded"}}""", "'auth' does not go with 'at'; leave one")]
    [InlineData("""{"lose":"all"}""", "'all' is no thing to lose; write attempt, event")]
    [InlineData("""{"lose":"event","duplicate":{"copies":1}}""", "'duplicate' does not apply to a lost event or attempt; write it in another fault, for other events or attempts")]
    [InlineData("""{"lose":"event","auth":"wrong-password"}""", "'auth' does not apply to a lost event or attempt; write it in another fault, for other events or attempts")]
    [InlineData("""{"lose":"event","body":"empty"}""", "'body' does not apply to a lost event or attempt; write it in another fault, for other events or attempts")]
    [InlineData("""{"lose":"event","connection":{"slow":"1B/s"}}""", "'connection' does not apply to a lost event or attempt; write it in another fault, for other events or attempts")]
    [InlineData("""{"lose":"attempt","auth":"wrong-password"}""", "'auth' does not apply to a lost event or attempt; write it in another fault, for other events or attempts")]
    [InlineData("""{"lose":"attempt","connection":{"slow":"1B/s"}}""", "'connection' does not apply to a lost event or attempt; write it in another fault, for other events or attempts")]
    [InlineData("""{"body":"full"}""", "'full' is no fault of a body; write ", "not-json")]
    [InlineData("""{"auth":"none"}""", "'none' is no fault of credentials; write ", "wrong-password")]
    [InlineData("""{"duplicate":{"copies":101}}""", "'101' is no number of copies; write a whole number from 1 to 100")]
    [InlineData("""{"duplicate":{}}""", "the key 'copies' is missing")]
    [InlineData("""{"reorder":{"how":"sideways","window":"1s"}}""", "'sideways' is no order; write ", "shuffle")]
    [InlineData("""{"replay":{"after":"1s","times":101}}""", "'101' is no number of times; write a whole number from 1 to 100")]
    [InlineData("""{"event":"*","connection":{"slow":"0B/s"}}""", "'0B/s' is no rate; write for example 200B/s")]
    [InlineData("""{"event":"*","connection":{"slow":"200"}}""", "'200' is no rate; write for example 200B/s")]
    [InlineData("""{"phantom":{"event":"Core.Customer.Onboarded","customer":"none"}}""", "'none' is no customer of a phantom; write ", "other-partner")]
    [InlineData("""{"phantom":{"event":"Core"}}""", "'Core' is no event of a customer; write ", "Core.Customer.Onboarded")]
    [InlineData("[]", "this must be a mapping: ", "keys with values")]
    public void A_rule_that_makes_no_sense_is_refused(string json, params string[] parts)
    {
        var refusal = Assert.Throws<ApiException>(() => Read(json));

        Assert.Contains(refusal.Messages, message => message.StartsWith(parts[0], StringComparison.Ordinal) && message.EndsWith(parts.Length is 1 ? parts[0] : "", StringComparison.Ordinal) && message.Contains(parts[^1], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"call":"customers.get","status":503,"applied":true}""", "'applied' says nothing here, as none of these calls writes; leave it out")]
    [InlineData("""{"call":"customers.create","latency":"1s","applied":true}""", "'applied' says nothing here, as the caller sees success; leave it out")]
    public void A_key_without_effect_is_warned_of(string json, string warning) => Assert.Equal([warning], Read(json).Warnings);

    [Fact]
    public async Task Both_kinds_of_rules_are_described_for_clients_as_the_kept_document_has_it()
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RunningProgram.Repository, "docs/openapi/emulator.json"), TestContext.Current.CancellationToken));

        Assert.Equal(LinesOf(document!["components"]!["schemas"]!["FaultRequest"]!["properties"]).Order(StringComparer.Ordinal), LinesOf(_schemas.DescribeRule()["properties"]).Order(StringComparer.Ordinal));
        Assert.Equal("object", (string?)_schemas.DescribeRule()["type"]);
    }

    [Theory]
    [InlineData("version: 1\ncondition: slow\ntitle: Slow\nrules:\n  - call: customers.get\n    latency: 1s\n")]
    [InlineData("version: 1\ncondition: out\nrules:\n  - status: 503\n    applied: false\n  - which: 2\n    hang: true\n    applied: true\n")]
    public void A_condition_of_a_snapshot_is_printed_as_it_was_read(string text) => Assert.Equal(text, _schemas.Print(_schemas.ReadCondition(text)));

    [Theory]
    [InlineData("", "a rule cannot be read: snapshot(1,1): the file is empty; write a scenario")]
    [InlineData("{}\n---\n{}", "a rule cannot be read: it is no condition")]
    [InlineData("{ version: 1, condition: a, rules: [] }", "a rule cannot be read: snapshot(1,36): this list is empty; write an element or leave the key out")]
    public void A_condition_of_a_snapshot_that_is_none_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => _schemas.ReadCondition(text)).Message);

    [Theory]
    [InlineData("late: 1s")]
    [InlineData("duplicate: { copies: 1 }")]
    [InlineData("reorder: { how: swap, window: 1s }")]
    [InlineData("replay: { after: 1s }")]
    [InlineData("lose: attempt")]
    [InlineData("auth: missing")]
    [InlineData("body: empty")]
    [InlineData("connection: reset-mid-body")]
    [InlineData("phantom: { event: Core.Customer.Onboarded }")]
    public void Two_faults_of_a_kind_cannot_act_on_the_same_attempts(string fault)
    {
        var kind = fault.Split(':')[0];

        Assert.Equal([$"this and the fault in line 6 are both '{kind}', on the same attempts; choose others by event, which or attempts"], Told($"- {{ {fault} }}", $"- {{ {fault} }}"));
    }

    [Theory]
    [InlineData("- { late: 1s, which: 1 }", "- { late: 1s, which: 1..2 }", true)]
    [InlineData("- { event: Core.Customer.Onboarded, late: 1s }", "- { late: 1s }", true)]
    [InlineData("- { event: Core.Customer.Onboarded, late: 1s, which: 1 }", "- { late: 1s }", false)]
    [InlineData("- { event: Core.Customer.Onboarded, late: 1s }", "- { late: 1s, which: 1 }", false)]
    [InlineData("- { late: 1s, chance: 50% }", "- { late: 1s }", false)]
    [InlineData("- { late: 1s }", "- { late: 1s, chance: 50% }", false)]
    public void Faults_that_only_may_meet_are_warned_of(string first, string second, bool isRefused)
    {
        var told = Assert.Single(Told(first, second));

        Assert.Contains(isRefused ? "on the same attempts" : "and can meet on one attempt, where only the first one acts", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- { late: 1s, which: 1 }", "- { late: 1s, which: 2 }")]
    [InlineData("- { lose: attempt, attempts: 1 }", "- { lose: attempt, attempts: 2+ }")]
    [InlineData("- { at: 1s, phantom: { event: Core.Customer.Onboarded } }", "- { phantom: { event: Core.Customer.Onboarded } }")]
    [InlineData("- { late: 1s }", "- { lose: attempt }")]
    public void Faults_that_never_meet_are_left_alone(string first, string second) => Assert.Empty(Told(first, second));

    [Theory]
    [InlineData("ackWithin: 100ms")]
    [InlineData("ackWithin: 5m")]
    [InlineData("ackWithin: 99ms", "'99ms' is no time to answer in; write a duration from 100ms to 5m, such as 5s")]
    [InlineData("ackWithin: 301s", "'301s' is no time to answer in; write a duration from 100ms to 5m, such as 5s")]
    [InlineData("ackWithin: soon", "'soon' is no time to answer in; write a duration from 100ms to 5m, such as 5s")]
    [InlineData("retry: { retryWhen: [timeout, connection, 100, 599, 5xx, 1xx] }")]
    [InlineData("retry: { retryWhen: [600] }", "'600' is no failure; write timeout, connection, a status such as 429 or a class such as 5xx")]
    [InlineData("retry: { retryWhen: [6xx] }", "'6xx' is no failure; write timeout, connection, a status such as 429 or a class such as 5xx")]
    [InlineData("retry: { retryWhen: [5x0] }", "'5x0' is no failure; write timeout, connection, a status such as 429 or a class such as 5xx")]
    [InlineData("retry: { retryWhen: [50] }", "'50' is no failure; write timeout, connection, a status such as 429 or a class such as 5xx")]
    [InlineData("retry: {}", "something is missing; write one of waits, jitter, retryWhen, thenMark, suspend")]
    [InlineData("{}", "something is missing; write one of ackWithin, retry, faults")]
    public void The_delivery_of_a_scenario_has_its_bounds(string delivery, params string[] messages) => Assert.Equal(messages, MessagesOf($"delivery: {(delivery is "{}" ? delivery : $"{{ {delivery} }}")}"));

    [Theory]
    [InlineData("delivery")]
    [InlineData("deliveryConnection")]
    [InlineData("duplicate")]
    [InlineData("fault")]
    [InlineData("limit")]
    [InlineData("phantom")]
    [InlineData("reorder")]
    [InlineData("replay")]
    [InlineData("retry")]
    [InlineData("rule")]
    [InlineData("token")]
    public async Task A_part_of_a_file_is_described_for_editors_as_the_kept_schema_has_it(string part)
    {
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RunningProgram.Repository, "docs/schema/scenario.json"), TestContext.Current.CancellationToken));

        Assert.Equal(
            kept!["definitions"]![part]!.ToJsonString(),
            JsonNode.Parse(ScenarioFiles.Schema.Find("scenario")!)!["definitions"]![part]!.ToJsonString());
    }

    [Theory]
    [InlineData("ackWithin: 5s")]
    [InlineData("retry: {waits: [1s, 2s..5s], jitter: 10%, retryWhen: [timeout, 5xx], thenMark: Failed, suspend: true}")]
    [InlineData("retry: {waits: []}")]
    [InlineData("retry: {suspend: false}")]
    [InlineData("faults:\n    - event: \"Core.Customer.*\"\n      which: 2+\n      duplicate: {copies: 2, gap: 1s, sameId: false}\n      reorder: {how: reverse, window: 5s}\n      replay: {after: 1m, times: 3}")]
    [InlineData("faults:\n    - which: 2\n      connection: reset-mid-body\n    - which: 3\n      connection: {slow: 200B/s}")]
    public void The_delivery_of_a_scenario_is_printed_as_it_was_read(string delivery)
    {
        var text = $"version: 1\nscenario: a\ntimeline: []\ndelivery:\n  {delivery}\n";
        var read = ScenarioFiles.Format.Parse(text, "a.yaml");

        Assert.Empty(read.Messages.Select(message => message.Text));
        Assert.Equal(text, ScenarioFiles.Format.Print(Assert.Single(read.Scenarios)));
    }

    [Fact]
    public void A_header_that_an_answer_cannot_have_is_explained()
    {
        Assert.Equal(
            ["'trailer' is no header that an answer can be given; write letters, digits and hyphens, and none of Connection, Content-Length, Keep-Alive, Proxy-Connection, TE, Trailer, Transfer-Encoding, Upgrade, which the server writes itself"],
            Assert.Throws<ApiException>(() => Read("""{"call":"customers.get","headers":{"trailer":"1"}}""")).Messages);
        Assert.Equal(
            ["'é' is no value of a header; write at most 2000 visible ASCII characters and spaces"],
            Assert.Throws<ApiException>(() => Read("""{"call":"customers.get","headers":{"X":"é"}}""")).Messages);
    }

    [Theory]
    [InlineData("Content-Length", "5", false)]
    [InlineData("te", "trailers", false)]
    [InlineData("A B", "1", false)]
    [InlineData("X_A-1", "a\tb ~", true)]
    [InlineData("X", "é", false)]
    [InlineData("X", "a\u007f", false)]
    [InlineData("X", "a\u0001", false)]
    public void A_header_is_one_that_an_answer_can_have(string name, string value, bool isOne) =>
        Assert.Equal(isOne, IsRead(JsonSerializer.Serialize(new { call = "customers.get", headers = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value } })));

    [Theory]
    [InlineData(100, 2_000, true)]
    [InlineData(101, 1, false)]
    [InlineData(1, 2_001, false)]
    public void A_header_is_not_too_long(int name, int value, bool isOne) =>
        Assert.Equal(isOne, IsRead(JsonSerializer.Serialize(new { call = "customers.get", headers = new Dictionary<string, string>(StringComparer.Ordinal) { [new string('a', name)] = new string('b', value) } })));

    private static IReadOnlyList<string> Told(string first, string second) => MessagesOf($"delivery:\n  faults:\n    {first}\n    {second}");

    private static IReadOnlyList<string> MessagesOf(string delivery) =>
        [.. ScenarioFiles.Format.Parse($"version: 1\nscenario: a\ntimeline: []\n{delivery}", "a.yaml").Messages.Select(message => message.Text)];

    private static IEnumerable<string> LinesOf(JsonNode? node, string path = "") => node switch
    {
        JsonObject members => members.SelectMany(member => LinesOf(member.Value, $"{path}/{member.Key}")),
        JsonArray items => items.SelectMany(item => LinesOf(item, $"{path}/-")),
        _ => [$"{path}: {node}"],
    };

    private bool IsRead(string json)
    {
        try
        {
            return Read(json).Rule.OfCalls is not null;
        }
        catch (ApiException)
        {
            return false;
        }
    }

    private (FaultRule Rule, IReadOnlyList<string> Warnings) Read(string json) => _schemas.Read(JsonElement.Parse(json));
}
