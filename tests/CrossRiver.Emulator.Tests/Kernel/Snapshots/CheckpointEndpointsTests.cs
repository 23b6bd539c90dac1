using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Kernel.Snapshots;

public sealed class CheckpointEndpointsTests : IAsyncLifetime
{
    private readonly RunningEmulator _emulator = new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Manual" } };
    private readonly Partner _partner;

    public CheckpointEndpointsTests() => _partner = _emulator.NewPartner();

    private string Checkpoints => $"{_partner.Control}/checkpoints";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_return_leads_to_the_world_as_it_was()
    {
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");
        await _partner.AdvanceAsync("500ms");
        var before = await _partner.GetWorldAsync();
        var taken = await TakeAsync("before-review");
        await _partner.AdvanceAsync("1d");
        await _partner.OnboardAsync();
        await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Positive" });

        var back = await ReturnAsync("before-review");

        Assert.Equal((string)before["now"]!, (string)back["now"]!);
        Assert.Equal(2, (int)back["epoch"]!);
        Assert.Equal(2, (int)back["cancelled"]!["customers"]!);
        Assert.Equal("Pending", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
        Assert.Equal(1, await _partner.CountCustomersAsync());
        Assert.Equal("""{"customers":1,"registrations":0,"deliveries":0,"entries":1}""", taken["checkpoint"]!["counts"]!.ToJsonString());
    }

    [Fact]
    public async Task Checkpoints_are_listed_behind_the_start_and_a_name_is_there_once()
    {
        await TakeAsync("one");
        await TakeAsync("two");
        await _partner.AdvanceAsync("1h");
        await TakeAsync("one");

        var listed = (await _partner.GetAsync(Checkpoints)).Expect(HttpStatusCode.OK)["checkpoints"]!.AsArray();

        Assert.Equal(["start", "two", "one"], listed.Select(checkpoint => (string)checkpoint!["name"]!));
        Assert.Null(listed[0]!["at"]);
        Assert.Equal(TimeSpan.FromHours(1), (DateTimeOffset)listed[2]!["at"]! - (DateTimeOffset)listed[1]!["at"]!);
        Assert.Equal(["start", "one"], await NamesAfterDeletingAsync("two"));
    }

    [Fact]
    public async Task The_eleventh_is_refused_with_the_name_of_one_to_delete()
    {
        for (var number = 1; number <= 10; number++)
        {
            await TakeAsync($"c{number}");
        }

        var refused = await _partner.PostAsync($"{Checkpoints}/c11", []);
        await TakeAsync("c1");

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(
            "There are 10 checkpoints already, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10; delete one to make room, for example the oldest: "
            + $"DELETE {Checkpoints}/c1",
            Assert.Single(refused.Messages));
    }

    [Fact]
    public async Task The_start_is_always_there_and_leads_to_the_world_as_it_began()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All]);
        var began = (string)(await _partner.GetWorldAsync())["now"]!;
        await _partner.OnboardAsync();
        await _partner.AdvanceAsync("1h");

        var back = await ReturnAsync("start");

        Assert.Equal(began, (string)back["now"]!);
        Assert.Equal(0, await _partner.CountCustomersAsync());
        Assert.Equal(0, await _partner.CountRegistrationsAsync());
        Assert.Contains("return to checkpoint start: epoch 2 begins", (await _partner.GetJournalAsync()).Select(entry => (string?)entry["what"]));
        Assert.Contains("Name must not be start", (await _partner.PostAsync($"{Checkpoints}/start", [])).Messages[0], StringComparison.Ordinal);
        Assert.Contains("Name must not be start", (await _partner.DeleteAsync($"{Checkpoints}/start")).Messages[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("before-revew", "Checkpoint before-revew not found; did you mean 'before-review'?")]
    [InlineData("x", "Checkpoint x not found; write start, before-review")]
    public async Task An_unknown_name_is_refused_with_the_names_there_are(string name, string message)
    {
        await TakeAsync("before-review");

        foreach (var answer in new[]
        {
            await _partner.PostAsync($"{Checkpoints}/{name}/return", []),
            await _partner.DeleteAsync($"{Checkpoints}/{name}"),
            await _partner.GetAsync($"{_partner.Control}/journal?since={name}"),
        })
        {
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            Assert.Equal(message, Assert.Single(answer.Messages));
        }
    }

    [Fact]
    public async Task A_name_of_other_characters_is_refused() =>
        Assert.Contains("hyphens, dots or underscores", (await _partner.PostAsync($"{Checkpoints}/no%20name", [])).Messages[0], StringComparison.Ordinal);

    [Fact]
    public async Task Resets_restored_snapshots_and_returns_keep_checkpoints_and_the_end_of_the_world_does_not()
    {
        var customer = await _partner.OnboardAsync();
        var snapshot = (await _partner.GetAsync($"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        await TakeAsync("kept");

        await _partner.ResetAsync();
        (await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.OK);
        await ReturnAsync("start");
        await ReturnAsync("kept");
        await _partner.GetCustomerAsync(customer);
        Assert.Equal(HttpStatusCode.NoContent, (await _partner.DeleteAsync(_partner.Control)).Status);
        await _partner.BeginAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _partner.PostAsync($"{Checkpoints}/kept/return", [])).Status);
    }

    [Fact]
    public async Task The_journal_since_a_checkpoint_begins_with_its_last_return()
    {
        await _partner.OnboardAsync(scenario: "clear");
        await TakeAsync("onboarded");
        await _partner.AdvanceAsync("1h");
        var first = await SinceAsync("onboarded");
        await ReturnAsync("onboarded");
        Assert.Empty(await SinceAsync("onboarded"));

        await _partner.AdvanceAsync("1h");

        Assert.NotEmpty(first);
        Assert.Equal(first, await SinceAsync("onboarded"));
        Assert.True((await SinceAsync("start")).Count > 2 * first.Count, "the journal stays as it was, and goes on");
    }

    [Fact]
    public async Task The_journal_since_a_checkpoint_is_read_page_by_page()
    {
        await TakeAsync("clean");
        await _partner.OnboardAsync(scenario: "clear");
        await _partner.AdvanceAsync("1h");
        var all = (await SinceAsync("clean")).Count;
        var cursor = 0L;

        for (var read = 0; read < all; read += 2)
        {
            var page = (await _partner.GetAsync($"{_partner.Control}/journal?since=clean&limit=2&after={cursor}")).Expect(HttpStatusCode.OK);
            Assert.All(page["entries"]!.AsArray(), entry => Assert.True((long)entry!["number"]! > cursor));
            cursor = (long)page["cursor"]!;
        }

        Assert.Empty((await _partner.GetAsync($"{_partner.Control}/journal?since=clean&after={cursor}")).Expect(HttpStatusCode.OK)["entries"]!.AsArray());
    }

    [Fact]
    public async Task The_journal_is_narrowed_to_what_the_partner_the_bank_or_the_tester_caused()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await TakeAsync("clean");
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");
        (await _partner.PostAsync($"/core/v1/cm/customers/{customer["id"]}/addresses", Example.Read("add-address.request.json"))).Expect(HttpStatusCode.OK);
        await _partner.AdvanceAsync("10s");
        await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Clear" });
        await _partner.WhenIdleAsync();

        var (partner, bank, tester) = (await SinceAsync("clean", "partner"), await SinceAsync("clean", "bank"), await SinceAsync("clean", "TESTER"));

        Assert.Equal(["call", "change", "choice", "event"], partner.Select(line => line.Split(' ')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(partner, line => line.Contains("ofac", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("change ofac Pending → Failed", bank);
        Assert.Contains(bank, line => line.StartsWith("attempt", StringComparison.Ordinal));
        Assert.DoesNotContain(bank, line => line.StartsWith("call", StringComparison.Ordinal) || line.StartsWith("control", StringComparison.Ordinal));
        Assert.Contains("change ofac Reviewing → Clear", tester);
        Assert.Contains(tester, line => line.StartsWith("control", StringComparison.Ordinal));
        Assert.Equal(await SinceAsync("clean"), await SinceAsync("clean", "partner,bank,tester"));
        Assert.Contains("there is no 'me'", (await _partner.GetAsync($"{_partner.Control}/journal?by=me")).Messages[0], StringComparison.Ordinal);
    }

    private async Task<JsonObject> TakeAsync(string name) => (await _partner.PostAsync($"{Checkpoints}/{name}", [])).Expect(HttpStatusCode.OK);

    private async Task<JsonObject> ReturnAsync(string name) => (await _partner.PostAsync($"{Checkpoints}/{name}/return", [])).Expect(HttpStatusCode.OK);

    private async Task<IEnumerable<string>> NamesAfterDeletingAsync(string name) =>
        (await _partner.DeleteAsync($"{Checkpoints}/{name}")).Expect(HttpStatusCode.OK)["checkpoints"]!.AsArray().Select(checkpoint => (string)checkpoint!["name"]!);

    private async Task<IReadOnlyList<string>> SinceAsync(string name, string? by = null) =>
    [
        .. (await _partner.GetAsync($"{_partner.Control}/journal?since={name}{(by is null ? "" : $"&by={by}")}")).Expect(HttpStatusCode.OK)["entries"]!.AsArray()
            .Select(entry => $"{entry!["kind"]} {entry["what"] ?? entry["eventName"] ?? entry["path"]}"),
    ];
}
