using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Cli;

/// <summary>The commands by which a person at a terminal finds customers and decides about them.</summary>
public sealed class CustomerCommandsTests : IAsyncDisposable
{
    private const string OfacChanged = "Core.Customer.Ofac.Changed";

    private readonly RunningEmulator _emulator = new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Manual" } };

    private CommandRun Commands => new(_emulator);

    [Fact]
    public async Task A_story_is_driven_from_its_creation_to_the_release_without_an_id()
    {
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();
        var id = await Commands.RunAsync("new", "ofac-review");
        var name = await NameOfAsync(partner, id);
        await partner.AdvanceAsync("5m");

        var table = await Commands.RunAsync("customers", "--needs-attention");
        var story = await Commands.RunAsync("show", name);
        var released = await Commands.RunAsync("release", name);

        Assert.Equal(["name", "id", "ofac", "pep", "scenario", "next", "waits", "for"], table.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"{name}  {id}  Reviewing  Clear  ", Assert.Single(table.Split('\n')[1..]), StringComparison.Ordinal);
        Assert.EndsWith("a person: release or reject", table, StringComparison.Ordinal);
        Assert.Contains($"  now           {name} {id}: OFAC Reviewing, PEP Clear, scenario ofac-review\n", story, StringComparison.Ordinal);
        Assert.Contains("  hold          waits for release or reject; release at ", story, StringComparison.Ordinal);
        Assert.Contains("  call          ", story.Split("  now  ")[0], StringComparison.Ordinal);
        Assert.Equal($"{name} {id}: OFAC Clear, PEP Clear, scenario ofac-review", released);
        Assert.Equal("there is no such customer", await Commands.RunAsync("customers", "--needs-attention"));
    }

    [Fact]
    public async Task What_was_driven_by_hand_is_printed_as_a_scenario()
    {
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();
        var id = await Commands.RunAsync("new", "ofac-review");
        await partner.AdvanceAsync("12s");
        await Commands.RunAsync("reject", id);

        var file = await Commands.RunAsync("scenarios", "save", id, "--name", "rejected");

        Assert.Contains("\nscenario: rejected\n", file, StringComparison.Ordinal);
        Assert.EndsWith("\n  - after: 10s\n    set: {ofac: Positive}", file, StringComparison.Ordinal);
        Assert.Equal(["there is no customer 'Meg'; write crossriver-emulator customers to see all"], await Commands.FailAsync("scenarios", "save", "Meg"));
    }

    [Fact]
    public async Task A_review_is_rejected_and_the_table_says_what_is_next()
    {
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();
        var id = await Commands.RunAsync("new", "ofac-review", "--partner", $"{partner.Id}");
        var before = await Commands.RunAsync("customers", "--name", id);
        await partner.AdvanceAsync("5m");

        Assert.Contains("  Pending  Pending  ", before, StringComparison.Ordinal);
        Assert.EndsWith(": OFAC Positive, PEP Clear, scenario ofac-review", await Commands.RunAsync("reject", id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcomes_are_decided_now_later_and_by_force()
    {
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();
        var id = await Commands.RunAsync("new", "clear");
        await partner.AdvanceAsync("1h");

        var refused = await Commands.RunAsync("outcome", id, "--ofac", "Failed", "--after", "48h");
        var story = await Commands.RunAsync("show", id);
        var forced = await Commands.RunAsync("outcome", id, "--pep", "Positive", "--force");

        Assert.EndsWith(": OFAC Clear, PEP Clear, scenario clear", refused, StringComparison.Ordinal);
        Assert.Contains("  planned       ", story, StringComparison.Ordinal);
        Assert.EndsWith(": OFAC Clear, PEP Positive, scenario clear", forced, StringComparison.Ordinal);
        Assert.Contains("Ofac must be one of Pending, Clear, Failed, Reviewing, Positive", await Commands.FailAsync("outcome", id, "--ofac", "fine"));
    }

    [Fact]
    public async Task A_customer_is_found_by_its_name_its_identifiers_and_the_end_of_its_tax_id()
    {
        var partner = _emulator.NewPartner();
        var peter = (string)(await partner.OnboardAsync(BodyOf(partner, "Peter", "p-1", "123456789")))["id"]!;
        var lois = (string)(await partner.OnboardAsync(BodyOf(partner, "Lois", "l-1", "123450000")))["id"]!;

        foreach (var text in (string[])[peter, peter.ToUpperInvariant(), "p-1", "peter griffin", "PETER", "6789"])
        {
            Assert.Equal(peter, await IdShownAsync(text));
        }

        Assert.Equal(lois, await IdShownAsync("0000"));
        Assert.Equal(
            ["'griffin' names several customers; write the id of one:", $"{peter}  Peter Griffin  p-1", $"{lois}  Lois Griffin  l-1"],
            await Commands.FailAsync("show", "griffin"));
        Assert.Equal(["there is no customer 'Meg'; write crossriver-emulator customers to see all"], await Commands.FailAsync("release", "Meg"));
    }

    [Fact]
    public async Task A_whole_name_wins_over_names_that_contain_it()
    {
        var partner = _emulator.NewPartner();
        await partner.OnboardAsync(BodyOf(partner, "Anna-Peter", "p-2", "123456781"));
        var peter = (string)(await partner.OnboardAsync(BodyOf(partner, "Peter", "p-1", "123456789")))["id"]!;

        Assert.Equal(peter, await IdShownAsync("Peter Griffin"));
    }

    [Fact]
    public async Task Several_customers_are_made_at_once_each_another_person()
    {
        var ids = (await Commands.RunAsync("new", "clear", "--count", "60")).Split('\n');
        var listed = JsonNode.Parse(await Commands.RunAsync("customers", "--json"))!.AsArray();

        Assert.Equal(ids, listed.Select(customer => (string)customer!["id"]!));
        Assert.Equal(60, listed.Select(customer => (string)customer!["name"]! + customer["taxIdEnd"]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task New_customers_need_a_partner_where_there_are_several_and_a_scenario_that_there_is()
    {
        await _emulator.NewPartner().BeginAsync();
        Assert.StartsWith("X-Emulator-Scenario 'clera' is no scenario; ", Assert.Single(await Commands.FailAsync("new", "clera")), StringComparison.Ordinal);
        await _emulator.NewPartner().BeginAsync();

        Assert.Equal(["there are several worlds; write --partner PARTNER"], await Commands.FailAsync("new", "clear"));
        Assert.Equal(["'0' is no whole number from 1 to 1000; write --count 10"], await Commands.FailAsync("new", "clear", "--count", "0"));
    }

    [Fact]
    public async Task A_strict_emulator_takes_new_customers_with_a_token()
    {
        await using var strict = new RunningEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Strict"] = "true", ["Emulator:Tokens:Clients:0:Id"] = "me", ["Emulator:Tokens:Clients:0:Secret"] = "secret" } };
        var token = await strict.NewPartner().TakeTokenAsync("me");
        var commands = new CommandRun(strict);

        Assert.NotEmpty(await commands.FailAsync("new", "clear"));
        Assert.True(Guid.TryParse(await commands.RunAsync("new", "clear", "--token", token), out _));
    }

    [Fact]
    public async Task A_failing_webhook_needs_attention()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(500));
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, OfacChanged);
        await Commands.RunAsync("new", "clear");
        await partner.AdvanceAsync("1h");

        Assert.Contains($"{OfacChanged}", await Commands.RunAsync("customers", "--needs-attention"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_that_nothing_will_answer_needs_attention_until_it_is_decided()
    {
        var partner = _emulator.NewPartner();
        (await partner.PutTextAsync($"{partner.Control}/scenarios/silent", "{version: 1, scenario: silent, timeline: []}")).Expect(HttpStatusCode.OK);
        var id = await Commands.RunAsync("new", "silent");

        Assert.EndsWith("an outcome: nothing is planned", await Commands.RunAsync("customers", "--needs-attention"), StringComparison.Ordinal);
        await Commands.RunAsync("outcome", id, "--ofac", "Clear", "--pep", "Clear", "--after", "1h");
        Assert.Equal("there is no such customer", await Commands.RunAsync("customers", "--needs-attention"));
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    private static JsonObject BodyOf(Partner partner, string firstName, string clientIdentifier, string taxId)
    {
        var body = partner.Body("create-personal.request.json");
        body["name"]!["firstName"] = firstName;
        body["clientIdentifier"] = clientIdentifier;
        body["profile"]!["taxId"] = taxId;
        return body;
    }

    private async Task<string> IdShownAsync(string text) => (string)JsonNode.Parse(await Commands.RunAsync("show", text, "--json"))!["customerId"]!;

    private static async Task<string> NameOfAsync(Partner partner, string id)
    {
        var name = (await partner.GetCustomerAsync(new JsonObject { ["id"] = id }))["name"]!;
        return $"{name["firstName"]} {name["lastName"]}";
    }
}
