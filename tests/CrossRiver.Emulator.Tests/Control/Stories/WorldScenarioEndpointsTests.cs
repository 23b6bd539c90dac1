using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>A world has scenarios of its own, and tells all that there are.</summary>
public sealed class WorldScenarioEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Clear =
        """
        version: 1
        scenario: clear
        title: Nothing is ever found out
        timeline:
          - after: 1s
            emit: Core.Customer.Onboarded
        """;

    private readonly Partner _partner = emulator.NewPartner();

    private string Scenarios => $"/_emulator/partners/{_partner.Id}/scenarios";

    [Fact]
    public async Task A_scenario_of_its_own_takes_the_place_of_one_of_its_name_in_this_world_until_it_is_deleted()
    {
        var other = emulator.NewPartner();

        var put = (await _partner.PutTextAsync($"{Scenarios}/clear", Clear)).Expect(HttpStatusCode.OK);
        Assert.Equal(["Core.Customer.Onboarded"], await StepsAsync(_partner));
        Assert.Equal(3, (await StepsAsync(other)).Count);
        (await _partner.DeleteAsync($"{Scenarios}/clear")).Expect(HttpStatusCode.OK);
        Assert.Equal(3, (await StepsAsync(_partner)).Count);

        Assert.Equal((_partner.Id.ToString(), 1, "clear"), ((string)put["partnerId"]!, (int)put["epoch"]!, (string)put["scenario"]!));
        Assert.Equal(["scenarios: 'clear' is put", "scenarios: 'clear' is deleted"], await ControlAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("# saved by an editor of Windows\r\n")]
    public async Task A_byte_order_mark_is_taken(string before)
    {
        var text = $"\uFEFF{before}{Clear}";

        Assert.Equal("clear", (string)(await _partner.PutTextAsync($"{Scenarios}/clear", text)).Expect(HttpStatusCode.OK)["scenario"]!);
        Assert.True((bool)(await _partner.PostTextAsync("/_emulator/scenarios/validate", text, "application/yaml")).Expect(HttpStatusCode.OK)["valid"]!);
        Assert.Equal(["line 1, column 1: the scenario is called 'clear'; put it as that, or write scenario: mine"], (await _partner.PutTextAsync($"{Scenarios}/mine", $"\uFEFF{Clear[11..]}\nversion: 1")).Messages);
    }

    [Fact]
    public async Task A_scenario_of_its_own_competes_like_one_of_the_files()
    {
        const string ByMatch = "version: 1\nscenario: mine\nmatch:\n  body: { profile.taxId: \"987651100\" }\ntimeline: []\n";
        var body = _partner.Body("create-personal.request.json");
        body["profile"]!["taxId"] = "987651100";

        Assert.Equal("tax-id-1100", await ChosenAsync(body));
        (await _partner.PutTextAsync($"{Scenarios}/mine", ByMatch, "text/plain")).Expect(HttpStatusCode.OK);
        Assert.Equal("mine", await ChosenAsync(body));
        (await _partner.PutTextAsync($"{Scenarios}/yours", ByMatch.Replace("mine", "yours\npriority: 60", StringComparison.Ordinal), "text/yaml")).Expect(HttpStatusCode.OK);
        Assert.Equal("yours", await ChosenAsync(body));
    }

    [Fact]
    public async Task A_scenario_of_its_own_can_be_ordered_and_is_gone_with_a_reset()
    {
        await _partner.PutTextAsync($"{Scenarios}/mine", Clear.Replace("scenario: clear", "scenario: mine", StringComparison.Ordinal));

        (await _partner.PutAsync($"{Scenarios}/default", new JsonObject { ["scenario"] = "mine" })).Expect(HttpStatusCode.OK);
        Assert.Equal("mine", await ChosenAsync(_partner.Body("create-personal.request.json")));
        await _partner.PostTextAsync($"/_emulator/partners/{_partner.Id}/reset", """{"keep":[]}""");

        Assert.Equal(HttpStatusCode.BadRequest, (await _partner.PutAsync($"{Scenarios}/default", new JsonObject { ["scenario"] = "mine" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"{Scenarios}/mine")).Status);
    }

    [Fact]
    public async Task The_regular_expressions_of_all_its_scenarios_are_bounded_in_sum()
    {
        static string Large(int number) => $"version: 1\nscenario: mine-{number}\nmatch: {{ header: {{ X-Long: {{ regex: '(a|aa){{150}}z' }} }} }}\ntimeline: []\n";

        var put = 0;
        var answer = await _partner.PutTextAsync($"{Scenarios}/mine-0", Large(0));
        while (answer.Status is HttpStatusCode.OK && put < 100)
        {
            put++;
            answer = await _partner.PutTextAsync($"{Scenarios}/mine-{put}", Large(put));
        }

        Assert.Equal(6, put);
        Assert.StartsWith("The regular expressions of this world's own scenarios would have ", Assert.Single(answer.Messages), StringComparison.Ordinal);
        (await _partner.PutTextAsync($"{Scenarios}/mine-0", Large(0))).Expect(HttpStatusCode.OK);
        (await _partner.DeleteAsync($"{Scenarios}/mine-0")).Expect(HttpStatusCode.OK);
        (await _partner.PutTextAsync($"{Scenarios}/mine-{put}", Large(put))).Expect(HttpStatusCode.OK);

        var request = new HttpRequestMessage(HttpMethod.Post, "/core/v1/cm/customers") { Content = JsonContent.Create(_partner.Body("create-personal.request.json")) };
        request.Headers.Add("X-Long", new string('a', 30_000));
        (await _partner.SendAsync(request)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_text_that_cannot_be_used_is_refused_with_every_place()
    {
        await _partner.BeginAsync();
        var wrong = await _partner.PutTextAsync($"{Scenarios}/x", "version: 1\nscenario: x\ntimelin: []\ntimeline:\n  - aftr: 1s\n    emit: Core.Customer.Onbored\n");
        var two = await _partner.PutTextAsync($"{Scenarios}/clear", $"{Clear}\n---\n{Clear.Replace("scenario: clear", "scenario: b", StringComparison.Ordinal)}");
        var other = await _partner.PutTextAsync($"{Scenarios}/x", Clear);

        Assert.All([wrong, two, other], answer => Assert.Equal(HttpStatusCode.BadRequest, answer.Status));
        Assert.Equal(3, wrong.Messages.Count);
        Assert.StartsWith("line 3, column 1: ", wrong.Messages[0], StringComparison.Ordinal);
        Assert.EndsWith("did you mean 'timeline'?", wrong.Messages[0], StringComparison.Ordinal);
        Assert.Equal(["line 1, column 1: write one document, a scenario"], two.Messages);
        Assert.Equal(["line 1, column 1: the scenario is called 'clear'; put it as that, or write scenario: x"], other.Messages);
        Assert.Equal("shipped", (string)(await ListAsync())["clear"]!["from"]!);
    }

    [Fact]
    public async Task What_is_no_text_of_YAML_is_refused()
    {
        await _partner.BeginAsync();
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _partner.PutTextAsync($"{Scenarios}/clear", Clear, "application/x-www-form-urlencoded")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _partner.PutTextAsync($"{Scenarios}/clear", new string('#', (1024 * 1024) + 1))).Status);
        Assert.Equal(["Scenario clear of this world not found; it has none of its own"], (await _partner.DeleteAsync($"{Scenarios}/clear")).Messages);
    }

    [Fact]
    public async Task A_world_has_so_many_scenarios_at_most()
    {
        for (var number = 1; number <= 200; number++)
        {
            (await _partner.PutTextAsync($"{Scenarios}/s-{number}", $"version: 1\nscenario: s-{number}\ntimeline: []\n")).Expect(HttpStatusCode.OK);
        }

        Assert.Equal(["This world already has 200 scenarios; delete one"], (await _partner.PutTextAsync($"{Scenarios}/clear", Clear)).Messages);
        (await _partner.PutTextAsync($"{Scenarios}/s-1", "version: 1\nscenario: s-1\ntimeline: []\n")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_list_tells_where_each_comes_from_and_who_gets_it()
    {
        await _partner.PutTextAsync($"{Scenarios}/clear", Clear);

        var scenarios = await ListAsync();
        var shared = (await _partner.GetAsync("/_emulator/scenarios")).Expect(HttpStatusCode.OK);

        Assert.Equal(("world", "Nothing is ever found out", "customers that no other one is for"), Told(scenarios["clear"]!));
        Assert.Equal("world:clear(1,1)", (string)scenarios["clear"]!["source"]!);
        Assert.Equal("shipped", Told(scenarios["ofac-hit"]!).From);
        Assert.Contains("Arellano Félix", Told(scenarios["ofac-hit"]!).For, StringComparison.Ordinal);
        Assert.Equal("X-Emulator-Scenario", (string)shared["header"]!);
        Assert.Equal("98765????", (string)shared["taxIdCode"]!["mask"]!);
        Assert.Equal(["OFAC", "PEP", "the pace", "the delivery"], shared["taxIdCode"]!["places"]!.AsArray().Select(place => (string)place!["of"]!));
        Assert.Equal("duplicate", (string)shared["taxIdCode"]!["places"]![3]!["digits"]!["1"]!);
        Assert.DoesNotContain(shared["scenarios"]!.AsArray(), scenario => (string)scenario!["from"]! == "world");

        static (string From, string Title, string For) Told(JsonNode scenario) => ((string)scenario["from"]!, (string)scenario["title"]!, (string)scenario["for"]!);
    }

    [Theory]
    [InlineData("ofac-review")]
    [InlineData("tax-id-1203")]
    public async Task A_scenario_is_read_as_YAML_that_is_taken_again_or_as_JSON(string name)
    {
        await _partner.BeginAsync();
        var yaml = await _partner.GetAsync($"/_emulator/scenarios/{name}");
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Scenarios}/{name}");
        request.Headers.Add("Accept", "application/json");
        var json = (await _partner.SendAsync(request)).Expect(HttpStatusCode.OK);

        (await _partner.PutTextAsync($"{Scenarios}/{name}", yaml.Text)).Expect(HttpStatusCode.OK);
        Assert.Equal(yaml.Text, (await _partner.GetAsync($"{Scenarios}/{name}")).Text);
        Assert.Equal((name, 1), ((string)json["scenario"]!, (int)json["version"]!));
    }

    [Fact]
    public async Task An_unknown_scenario_is_told_with_what_was_probably_meant()
    {
        await _partner.BeginAsync();

        Assert.Equal(["Scenario ofac-hid not found; did you mean 'ofac-hit'?"], (await _partner.GetAsync($"{Scenarios}/ofac-hid")).Messages);
    }

    [Fact]
    public async Task A_text_is_checked_and_not_kept()
    {
        await _partner.BeginAsync();
        var good = (await _partner.PostTextAsync("/_emulator/scenarios/validate", Clear, "application/yaml")).Expect(HttpStatusCode.OK);
        var bad = (await _partner.PostTextAsync("/_emulator/scenarios/validate", "version: 1\nscenario: x\ntimelin: []\n", "text/yaml")).Expect(HttpStatusCode.OK);

        Assert.True((bool)good["valid"]!);
        Assert.Equal("""["clear"]""", good["scenarios"]!.ToJsonString());
        Assert.False((bool)bad["valid"]!);
        var message = bad["messages"]![0]!;
        Assert.Equal((3, 1, "error"), ((int)message["line"]!, (int)message["column"]!, (string)message["severity"]!));
        Assert.EndsWith("did you mean 'timeline'?", (string)message["message"]!, StringComparison.Ordinal);
        Assert.Equal("shipped", (string)(await ListAsync())["clear"]!["from"]!);
    }

    [Theory]
    [InlineData("""{"profile":{"taxId":"119988776"}}""", "*****8776#1")]
    [InlineData("""{"profile":{"taxId":"987651203"}}""", "*****1203#1")]
    [InlineData("""{"profile":{"taxId":"119988776"},"clientIdentifier":"peter"}""", "peter#1")]
    [InlineData("""{"profile":{}}""", "#1")]
    public async Task An_explanation_shows_the_last_digits_of_a_tax_id_only(string request, string key)
    {
        await _partner.BeginAsync();

        var answer = await _partner.PostTextAsync($"{Scenarios}/explain", $$"""{"request":{{request}}}""");

        Assert.Equal(key, (string)answer.Expect(HttpStatusCode.OK)["timeline"]!["key"]!);
        Assert.DoesNotContain("119988776", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("987651203", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_is_explained_without_being_made()
    {
        await _partner.PostAsync($"{Scenarios}/next", new JsonObject { ["scenario"] = "both-hit" });
        var request = new JsonObject { ["request"] = _partner.Body("create-personal.request.json") };

        var ordered = (await _partner.PostAsync($"{Scenarios}/explain", request)).Expect(HttpStatusCode.OK);
        request["headers"] = new JsonObject { ["X-Emulator-Scenario"] = "clear" };
        await _partner.OnboardAsync();
        var explained = (await _partner.PostAsync($"{Scenarios}/explain", request)).Expect(HttpStatusCode.OK);
        var customer = await _partner.OnboardAsync(scenario: "clear");

        Assert.Equal(("both-hit", "a control call asks for it for the next customers"), ((string)ordered["scenario"]!, (string)ordered["reason"]!));
        Assert.Equal(("clear", "the header X-Emulator-Scenario asks for it"), ((string)explained["scenario"]!, (string)explained["reason"]!));
        Assert.Contains(explained["others"]!.AsArray(), other => (string)other!["name"]! == "pep-hit" && ((string)other["because"]!).Length > 0);
        var timeline = await new CustomerStory(emulator, _partner, customer).TimelineAsync();
        Assert.Equal(
            timeline["planned"]!.AsArray().Select(step => ((DateTimeOffset)step!["dueAt"]! - emulator.Clock.GetUtcNow()).TotalMilliseconds),
            explained["timeline"]!["steps"]!.AsArray().Select(step => (double)step!["due"]!["milliseconds"]!));
    }

    [Theory]
    [InlineData("{}", "Request required")]
    [InlineData("""{"request":{"name":1,"name":2},"headers":{"\ud800":"1"}}""", "The request body has half of a character at line 1, byte ")]
    [InlineData("""{"request":{"partnerId":"6f9619ff-8b86-d011-b42d-00c04fc964ff"}}""", "Request.PartnerId must be ")]
    [InlineData("""{"request":{},"headers":{"x":1}}""", "Headers must be an object of at most 100 texts with names of ")]
    [InlineData("""{"request":{},"headers":{"X-Emulator-Scenario":"ofac-hid"}}""", "X-Emulator-Scenario 'ofac-hid' is no scenario; send one of ")]
    public async Task What_cannot_be_explained_is_refused(string body, string message)
    {
        await _partner.BeginAsync();
        var answer = await _partner.PostTextAsync($"{Scenarios}/explain", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith(message, Assert.Single(answer.Messages), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyDictionary<string, JsonNode>> ListAsync() => (await _partner.GetAsync(Scenarios)).Expect(HttpStatusCode.OK)["scenarios"]!.AsArray()
        .ToDictionary(scenario => (string)scenario!["name"]!, scenario => scenario!, StringComparer.Ordinal);

    private async Task<IReadOnlyList<string>> StepsAsync(Partner partner)
    {
        var timeline = await new CustomerStory(emulator, partner, await partner.OnboardAsync()).TimelineAsync();
        return [.. timeline["planned"]!.AsArray().Select(step => (string)step!["what"]!)];
    }

    private async Task<string> ChosenAsync(JsonObject body) =>
        (string)(await new CustomerStory(emulator, _partner, await _partner.OnboardAsync(body)).TimelineAsync())["scenario"]!;

    private async Task<IReadOnlyList<string>> ControlAsync() =>
        [.. (await _partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "control").Select(entry => (string)entry["what"]!)];
}
