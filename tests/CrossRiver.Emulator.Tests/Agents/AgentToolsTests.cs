using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ModelContextProtocol.Client;

namespace CrossRiver.Emulator.Agents;

/// <summary>The tools for coding agents, through the emulator's own door.</summary>
public sealed partial class AgentToolsTests : IAsyncLifetime
{
    private const int TokensOfDefinitions = 4_000;
    private const int CharactersOfToken = 4;
    private const int MostBytes = 8 * 1024;

    private readonly RunningEmulator _emulator = new() { Settings = new Dictionary<string, string?> { ["Emulator:Clock:Mode"] = "Manual" } };
    private McpClient _agent = null!;

    public static TheoryData<string, object, string> Refusals => new()
    {
        { "status", new { partnerId = "nobody!" }, "nobody!" },
        { "create_customer", new { scenario = "nope" }, "'nope' is no scenario; send one of" },
        { "create_customer", new { count = 21 }, "count must be from 1 to 20" },
        { "story", new { customer = "Meg" }, "there is no customer 'Meg'; story without a customer lists all" },
        { "act", new { action = "release" }, "release needs the argument customer" },
        { "act", new { action = "resend" }, "resend needs the argument event" },
        { "advance", new { by = "soon" }, "By must be a duration" },
        { "advance", new { }, "advance needs the argument by" },
        { "wait", new { until = "idle", timeout = "2m" }, "'2m' is no time-out of at most 1m" },
        { "wait", new { until = "rain" }, "Until must be one of" },
        { "journal", new { kind = "rain" }, "rain" },
        { "journal", new { cursor = "x" }, "'x' is no cursor" },
        { "deliveries", new { state = "Lots" }, "State must be one of Pending, Succeeded" },
        { "scenarios", new { name = "nope" }, "nope" },
        { "scenarios", new { yaml = "version: 1" }, "yaml needs the name of the scenario" },
        { "faults", new { condition = "rain" }, "'rain' is no condition; write bad-hour, throttled" },
        { "faults", new { rules = new object[] { new { call = "nothing" } } }, "Rules[0]: 'nothing' is no call" },
        { "checkpoint", new { action = "return", name = "nope" }, "nope" },
        { "checkpoint", new { action = "delete", name = ".." }, "'..' is no name; write letters" },
        { "checkpoint", new { action = "jump", name = "a" }, "'jump' is no action of checkpoint" },
        { "report", new { since = "nope" }, "nope" },
        { "report", new { sinc = "nope" }, "report has no argument 'sinc'; did you mean 'since'?" },
        { "advance", new { by = 3 }, "by must be of the type string, not integer" },
    };

    public async ValueTask InitializeAsync() => _agent = await AgentDoor.OpenAsync(AgentDoor.Http, _emulator.Url("http"));

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task There_are_twelve_and_their_definitions_are_short_and_say_what_they_change()
    {
        var tools = (await _agent.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(tool => tool.ProtocolTool).ToList();

        Assert.Equal(
            ["act", "advance", "checkpoint", "create_customer", "deliveries", "faults", "journal", "report", "scenarios", "status", "story", "wait"],
            tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.InRange(JsonSerializer.Serialize(tools, ModelContextProtocol.McpJsonUtilities.DefaultOptions).Length, 1, TokensOfDefinitions * CharactersOfToken);
        Assert.All(tools, tool => Assert.True(tool.Annotations is { OpenWorldHint: false } hints && (hints.ReadOnlyHint is true || hints.DestructiveHint is not null), tool.Name));
        Assert.All(tools, tool => Assert.All(tool.InputSchema.GetProperty("properties").EnumerateObject(), argument => Assert.NotEmpty(argument.Value.GetProperty("description").GetString()!)));
        Assert.Equal(
            ["deliveries", "journal", "report", "status", "story", "wait"],
            tools.Where(tool => tool.Annotations!.ReadOnlyHint is true).Select(tool => tool.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_a_result_that_says_what_to_write(string tool, object arguments, string reason)
    {
        await _agent.AskAsync("create_customer");

        Assert.Contains(reason, await _agent.BeRefusedAsync(tool, arguments), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_names_what_is_due_the_open_holds_the_faults_and_the_failed_webhooks()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(500));
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, "Core.Customer.Onboarded");
        await _agent.AskAsync("create_customer", new { scenario = "ofac-review" });
        await _agent.AskAsync("faults", new { rules = new object[] { new { call = "customers.get", which = "1", status = 503 } } });
        await _agent.AskAsync("faults", new { condition = "throttled" });
        await _agent.AskAsync("advance", new { by = "1h" });

        var status = await _agent.AskAsync("status");

        Assert.Matches($"world {partner.Id}: 1 customers, 1 registrations, clock manual", status);
        Assert.Matches("next due: [0-9]{2}-[0-9]{2} ", status);
        Assert.Contains("release or reject", status, StringComparison.Ordinal);
        Assert.Contains("""rule 1: {"call":"customers.get","which":1,"status":503}, 0 hits""".Replace("rule ", "", StringComparison.Ordinal), status, StringComparison.Ordinal);
        Assert.Matches("conditions in force:\n  throttled", status);
        Assert.Matches("webhooks whose last attempt failed:\n .*Core.Customer.Onboarded.*500", status);
    }

    [Fact]
    public async Task With_several_worlds_a_tool_needs_the_partner_and_names_some()
    {
        var (one, other) = (_emulator.NewPartner(), _emulator.NewPartner());
        await _agent.AskAsync("create_customer", new { partnerId = $"{one.Id}" });
        await _agent.AskAsync("create_customer", new { partnerId = $"{other.Id}", count = 2 });

        var refused = await _agent.BeRefusedAsync("advance", new { by = "1s" });

        Assert.Contains($"{one.Id}", refused, StringComparison.Ordinal);
        Assert.Contains($"{other.Id}", await _agent.AskAsync("status"), StringComparison.Ordinal);
        Assert.Equal(2, (await _agent.AskAsync("story", new { partnerId = $"{other.Id}" })).Split('\n').Length);
    }

    [Fact]
    public async Task Each_tool_takes_the_partner()
    {
        var (one, other) = ($"{_emulator.NewPartner().Id}", $"{_emulator.NewPartner().Id}");
        await _agent.AskAsync("create_customer", new { partnerId = one });
        await _agent.AskAsync("create_customer", new { partnerId = other, scenario = "ofac-review" });

        await _agent.AskAsync("faults", new { partnerId = other, rules = new object[] { new { call = "customers.get", which = "1", status = 503 } } });
        await _agent.AskAsync("scenarios", new { partnerId = other, name = "own", yaml = "version: 1\nscenario: own\ntimeline: []\n" });
        await _agent.AskAsync("advance", new { partnerId = other, by = "5s" });
        await _agent.AskAsync("act", new { partnerId = other, action = "pause" });
        await _agent.AskAsync("checkpoint", new { partnerId = other, action = "take", name = "own" });

        Assert.Contains(other, await _agent.AskAsync("status", new { partnerId = other }), StringComparison.Ordinal);
        foreach (var (tool, inOther) in new[] { ("story", "ofac-review"), ("faults", "customers.get"), ("scenarios", "own"), ("journal", "ofac-review"), ("checkpoint", "own") })
        {
            Assert.Contains(inOther, await _agent.AskAsync(tool, new { partnerId = other }), StringComparison.Ordinal);
            Assert.DoesNotContain(inOther, await _agent.AskAsync(tool, new { partnerId = one }), StringComparison.Ordinal);
        }

        Assert.Contains("paused", await _agent.AskAsync("act", new { partnerId = one, action = "pause" }), StringComparison.Ordinal);
        Assert.NotEmpty(await _agent.AskAsync("deliveries", new { partnerId = one }));
        Assert.NotEmpty(await _agent.AskAsync("report", new { partnerId = one }));
        Assert.NotEmpty(await _agent.AskAsync("wait", new { partnerId = other, until = "idle" }));
    }

    [Theory]
    [InlineData("deliveries")]
    [InlineData("scenarios")]
    [InlineData("faults")]
    [InlineData("report")]
    public async Task A_cursor_omits_the_lines_before_it(string tool)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, "Core.Customer.Onboarded");
        await _agent.AskAsync("create_customer", new { count = 3 });
        await _agent.AskAsync("advance", new { by = "5s" });

        var whole = (await _agent.AskAsync(tool)).Split('\n');

        Assert.Equal(whole[1..], (await _agent.AskAsync(tool, new { cursor = "1" })).Split('\n'));
    }

    [Fact]
    public async Task A_report_since_a_checkpoint_is_a_comparison()
    {
        await _agent.AskAsync("create_customer");
        await _agent.AskAsync("checkpoint", new { action = "take", name = "before" });

        Assert.Contains("still passing", await _agent.AskAsync("report", new { since = "before" }), StringComparison.Ordinal);
        Assert.Contains("back at before", await _agent.AskAsync("checkpoint", new { action = "return", name = "before" }), StringComparison.Ordinal);
        Assert.DoesNotContain("before", await _agent.AskAsync("checkpoint", new { action = "delete", name = "before" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_takes_its_scenario_number_members_and_token()
    {
        var strict = new RunningEmulator { Settings = new Dictionary<string, string?> { ["Emulator:Strict"] = "true" } };
        await using var _ = strict;
        await using var agent = await AgentDoor.OpenAsync(AgentDoor.Http, strict.Url("http"));

        Assert.Contains("needs a bearer token", await agent.BeRefusedAsync("create_customer"), StringComparison.Ordinal);

        var created = await _agent.AskAsync("create_customer", new { scenario = "ofac-hit", count = 2, body = new { name = new { firstName = "Meg", lastName = "Griffin" } }, token = "any" });

        Assert.Equal(2, created.Split('\n').Length);
        Assert.All(created.Split('\n'), line => Assert.EndsWith("Meg Griffin", line, StringComparison.Ordinal));
        Assert.All((await _agent.AskAsync("story")).Split('\n'), line => Assert.Contains("scenario ofac-hit", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_act_changes_a_story_as_a_tester_can()
    {
        var id = Id().Match(await _agent.AskAsync("create_customer", new { scenario = "ofac-review" })).Value;
        var step = StepId().Match(await _agent.AskAsync("story", new { customer = id })).Groups[1].Value;

        await _agent.AskAsync("act", new { action = "delay", customer = id, step, after = "1h" });
        await _agent.AskAsync("act", new { action = "run", customer = id, step });
        await _agent.AskAsync("act", new { action = "skip", customer = id, step = StepId().Match(await _agent.AskAsync("story", new { customer = id })).Groups[1].Value });
        await _agent.AskAsync("advance", new { by = "1m" });
        Assert.Contains("OFAC Clear", await _agent.AskAsync("act", new { action = "release", customer = id }), StringComparison.Ordinal);
        Assert.Contains("OFAC Failed", await _agent.AskAsync("act", new { action = "outcome", customer = id, ofac = "Failed" }), StringComparison.Ordinal);
        Assert.Contains("PEP Failed", await _agent.AskAsync("act", new { action = "outcome", customer = id, pepScan = "Failed" }), StringComparison.Ordinal);
        await _agent.AskAsync("act", new { action = "rescan", customer = id });
    }

    [Fact]
    public async Task An_act_holds_sends_drops_and_repeats_webhooks()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, "Core.Customer.Onboarded");
        var id = Id().Match(await _agent.AskAsync("create_customer", new { scenario = "clear" })).Value;
        Assert.Contains("paused", await _agent.AskAsync("act", new { action = "pause" }), StringComparison.Ordinal);
        await _agent.AskAsync("advance", new { by = "1s" });
        var @event = Id().Match(Column().Match(await _agent.AskAsync("deliveries", new { state = "Held" })).Value).Value;

        Assert.Contains("\"state\": \"held\"", await _agent.AskAsync("deliveries", new { @event }), StringComparison.Ordinal);
        await _agent.AskAsync("act", new { action = "send", @event });
        await _agent.AskAsync("wait", new { until = "delivery", name = "Core.Customer.Onboarded", customer = id });
        await _agent.AskAsync("act", new { action = "resend", @event });
        await _agent.AskAsync("act", new { action = "emit", customer = id, @event = "Core.Customer.Onboarded" });
        var emitted = Id().Match(Column().Match(await _agent.AskAsync("deliveries", new { state = "Held" })).Value).Value;
        Assert.Contains("lost", await _agent.AskAsync("act", new { action = "drop", @event = emitted }), StringComparison.Ordinal);
        Assert.Contains("sending", await _agent.AskAsync("act", new { action = "resume" }), StringComparison.Ordinal);
        await _agent.AskAsync("wait", new { until = "idle" });

        Assert.Equal(2, inbox.All.Count);
    }

    [Fact]
    public async Task The_journal_is_filtered_by_each_argument()
    {
        await _agent.AskAsync("create_customer", new { scenario = "clear" });
        await _agent.AskAsync("checkpoint", new { action = "take", name = "before" });
        var other = Id().Match(await _agent.AskAsync("create_customer", new { scenario = "clear" })).Value;
        await _agent.AskAsync("advance", new { by = "5s" });

        Assert.All((await _agent.AskAsync("journal", new { kind = "choice" })).Split('\n'), line => Assert.Contains("  choice  ", line, StringComparison.Ordinal));
        Assert.Contains("POST /core/v1/cm/customers", await _agent.AskAsync("journal", new { by = "partner" }), StringComparison.Ordinal);
        Assert.DoesNotContain("POST /core/v1/cm/customers", await _agent.AskAsync("journal", new { by = "bank" }), StringComparison.Ordinal);
        Assert.Single((await _agent.AskAsync("journal", new { kind = "choice", since = "before" })).Split('\n'));
        Assert.Single((await _agent.AskAsync("journal", new { kind = "choice", customer = other })).Split('\n'));
        Assert.Contains("\"number\": 3", await _agent.AskAsync("journal", new { entry = 3 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_in_vain_says_what_is_due_and_one_that_succeeds_what_happened()
    {
        await _agent.AskAsync("create_customer", new { scenario = "clear" });

        var late = await _agent.BeRefusedAsync("wait", new { until = "change", name = "ofac Pending → Clear", timeout = "100ms" });
        await _agent.AskAsync("advance", new { by = "5s" });
        var found = await _agent.AskAsync("wait", new { until = "change", name = "ofac Pending → Clear" });

        Assert.Matches("near: entry [0-9]+, what is created", late);
        Assert.Matches("due next at [0-9]{2}-[0-9]{2} .*: with a manual clock, advance runs it", late);
        Assert.Contains("ofac Pending → Clear", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_is_put_read_and_played()
    {
        const string Yaml = "version: 1\nscenario: mine\ntitle: Mine\ntimeline:\n  - after: 1s\n    set: { ofac: Positive }\n";

        Assert.Contains("mine is in the world", await _agent.AskAsync("scenarios", new { name = "mine", yaml = Yaml }), StringComparison.Ordinal);
        Assert.Contains("mine: Mine", await _agent.AskAsync("scenarios"), StringComparison.Ordinal);
        Assert.Contains("ofac: Positive", await _agent.AskAsync("scenarios", new { name = "mine" }), StringComparison.Ordinal);
        Assert.Contains("'afer'", await _agent.BeRefusedAsync("scenarios", new { name = "mine", yaml = Yaml.Replace("after", "afer", StringComparison.Ordinal) }), StringComparison.Ordinal);
        await _agent.AskAsync("create_customer", new { scenario = "mine" });
        await _agent.AskAsync("advance", new { by = "1s" });

        Assert.Contains("OFAC Positive", await _agent.AskAsync("story"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_are_replaced_together_and_a_condition_starts_and_stops()
    {
        await _agent.AskAsync("create_customer");
        await _agent.AskAsync("faults", new { rules = new object[] { new { call = "customers.get", which = "1", status = 503 } } });

        await _agent.BeRefusedAsync("faults", new { rules = new object[] { new { call = "customers.list", which = "1", status = 503 }, new { call = "nothing" } } });
        Assert.Contains("customers.get", await _agent.AskAsync("faults"), StringComparison.Ordinal);
        Assert.Contains("conditions in force: throttled", await _agent.AskAsync("faults", new { condition = "throttled" }), StringComparison.Ordinal);
        Assert.Contains("conditions in force: none", await _agent.AskAsync("faults", new { condition = "throttled", stop = true }), StringComparison.Ordinal);
        Assert.Contains("rules: none", await _agent.AskAsync("faults", new { rules = Array.Empty<object>() }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_has_at_most_eight_kilobytes_and_the_cursor_leads_through_all()
    {
        for (var i = 0; i < 10; i++)
        {
            await _agent.AskAsync("create_customer", new { scenario = "clear", count = 20 });
        }

        await _agent.AskAsync("advance", new { by = "1m" });

        Assert.Equal(200, (await ReadAllAsync("story", cursor => new { cursor })).Distinct(StringComparer.Ordinal).Count());
        var entries = await ReadAllAsync("journal", cursor => new { kind = "change", cursor });
        Assert.Equal(entries.Count, entries.Distinct(StringComparer.Ordinal).Count());
        Assert.True(entries.Count > 1_000, $"{entries.Count}");
    }

    [Fact]
    public async Task The_key_of_the_control_API_and_the_check_of_sites_hold()
    {
        await using var locked = new RunningEmulator { Settings = new Dictionary<string, string?> { ["Emulator:Control:Key"] = "open" } };

        await Assert.ThrowsAnyAsync<Exception>(() => AgentDoor.OpenAsync(AgentDoor.Http, locked.Url("http")));
        await Assert.ThrowsAnyAsync<Exception>(() => AgentDoor.OpenAsync(AgentDoor.Http, _emulator.Url("http"), new Dictionary<string, string> { ["Origin"] = "http://evil.example" }));
        await using var agent = await AgentDoor.OpenAsync(AgentDoor.Http, locked.Url("http"), new Dictionary<string, string> { ["X-Emulator-Key"] = "open" });
        Assert.NotEmpty(await agent.AskAsync("create_customer"));
    }

    [Fact]
    public async Task The_documents_and_prompts_are_there()
    {
        var end = TestContext.Current.CancellationToken;
        var resources = await _agent.ListResourcesAsync(cancellationToken: end);
        Assert.Equal(["emulator://docs/errors", "emulator://docs/webhooks", "emulator://schema/scenario"], resources.Select(resource => resource.Uri).Order(StringComparer.Ordinal));
        foreach (var resource in resources)
        {
            Assert.NotEmpty((await _agent.ReadResourceAsync(new Uri(resource.Uri), cancellationToken: end)).Contents);
        }

        var prompts = await _agent.ListPromptsAsync(cancellationToken: end);
        Assert.Equal(["test-my-webhook-handler", "why-is-this-customer-not-clear"], prompts.Select(prompt => prompt.Name).Order(StringComparer.Ordinal));
        var prompt = await _agent.GetPromptAsync("why-is-this-customer-not-clear", new Dictionary<string, object?> { ["customer"] = "Meg" }, cancellationToken: end);
        Assert.Contains("Meg", JsonSerializer.Serialize(prompt.Messages, ModelContextProtocol.McpJsonUtilities.DefaultOptions), StringComparison.Ordinal);
    }

    private async Task<List<string>> ReadAllAsync(string tool, Func<string?, object> arguments)
    {
        var lines = new List<string>();
        string? cursor = null;
        do
        {
            var answer = await _agent.AskAsync(tool, arguments(cursor));
            Assert.InRange(Encoding.UTF8.GetByteCount(answer), 1, MostBytes);
            cursor = Cursor().Match(answer) is { Success: true } more ? more.Groups[1].Value : null;
            lines.AddRange(answer.Split('\n').Where(line => !Cursor().IsMatch(line)));
        }
        while (cursor is not null);

        return lines;
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex("^step (?<id>\\S+):", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StepId();

    [GeneratedRegex("Core.Customer.Onboarded  \\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Column();

    [GeneratedRegex("^There is more: call again with cursor \"(?<cursor>[0-9]+)\"[.]$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cursor();
}
