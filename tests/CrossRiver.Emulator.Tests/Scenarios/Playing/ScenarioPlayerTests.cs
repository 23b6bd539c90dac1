using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>What steps wait for, what they do, and when, on a clock that the test moves.</summary>
public sealed class ScenarioPlayerTests : IAsyncLifetime
{
    private const string Review = """
        - id: review
          set: { ofac: Reviewing }
          hold:
            actions:
              look: { stay: true, steps: [{ after: 10s, set: { pepScan: Reviewing } }] }
              release: [{ set: { ofac: Clear } }]
              reject: [{ set: { ofac: Positive } }]
            timeout: { after: 100s, action: release }

        """;

    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;
    private readonly DateTimeOffset _start;
    private WebhookInbox _inbox = null!;
    private int _answer = StatusCodes.Status200OK;

    public ScenarioPlayerTests()
    {
        _partner = _emulator.NewPartner();
        _start = _emulator.Clock.GetUtcNow();
    }

    public async ValueTask InitializeAsync() => _inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(_answer));

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await _inbox.DisposeAsync();
    }

    [Fact]
    public async Task Steps_come_one_after_another_and_those_with_at_when_they_say()
    {
        await BeginAsync("""
            - { after: 2s, set: { pepScan: Clear } }
            - { at: 1s, set: { ofac: Failed } }
            - { after: 3s, set: { ofac: Clear } }
            """);

        await AdvanceAsync(10);

        Assert.Equal(["1 ofac Pending → Failed", "2 pepScan Pending → Clear", "5 ofac Failed → Clear"], await StoryAsync());
    }

    [Fact]
    public async Task A_silent_change_has_no_event()
    {
        await RegisterAsync();
        await BeginAsync("[{ set: { ofac: Failed }, event: none }, { set: { ofac: Clear } }]");

        await AdvanceAsync(1);

        Assert.Single(_inbox.All);
        Assert.Equal(["0 ofac Pending → Failed", "0 ofac Failed → Clear"], await StoryAsync());
    }

    [Fact]
    public async Task A_step_waits_for_calls_from_when_it_is_its_turn()
    {
        var customer = await BeginAsync("[{ after: 2s, set: { pepScan: Clear } }, { after: 1s, upon: { call: addresses.add, times: 2 }, set: { ofac: Clear } }]");

        await AddAddressAsync(customer);
        await AddAddressAsync(customer);
        await AdvanceAsync(5);
        await AddAddressAsync(customer);
        await AdvanceAsync(5);
        await _partner.PostTextAsync($"/core/v1/cm/customers/{customer}/addresses", "{}");
        await AdvanceAsync(5);
        Assert.DoesNotContain(await StoryAsync(), what => what.Contains("ofac", StringComparison.Ordinal));
        await AddAddressAsync(customer);
        await AdvanceAsync(5);

        Assert.Equal("16 ofac Pending → Clear", (await StoryAsync())[^1]);
        Assert.Empty((await _partner.GetAsync($"{_partner.Control}/customers/{customer}/timeline")).Expect(HttpStatusCode.OK)["planned"]!.AsArray());
    }

    [Fact]
    public async Task A_step_waits_for_reads()
    {
        var customer = await BeginAsync("[{ upon: { reads: 3 }, set: { ofac: Clear } }]");

        for (var read = 1; read <= 3; read++)
        {
            await AdvanceAsync(1);
            Assert.Equal("Pending", await ReadOfacAsync(customer));
        }

        await AdvanceAsync(1);

        Assert.Equal("Clear", await ReadOfacAsync(customer));
    }

    [Fact]
    public async Task A_step_waits_until_the_event_of_another_was_taken()
    {
        await RegisterAsync();
        _answer = StatusCodes.Status500InternalServerError;
        await BeginAsync("[{ id: first, set: { ofac: Failed } }, { after: 1s, upon: { acked: first, orAfter: 1h }, set: { ofac: Clear } }]");

        await AdvanceAsync(2);
        Assert.DoesNotContain(await StoryAsync(), what => what.Contains("Clear", StringComparison.Ordinal));
        _answer = StatusCodes.Status200OK;
        await AdvanceAsync(3);

        Assert.Equal("4 ofac Failed → Clear", (await StoryAsync())[^1]);
    }

    [Fact]
    public async Task A_step_does_not_wait_for_ever_for_an_event_to_be_taken()
    {
        await BeginAsync("[{ id: first, set: { ofac: Failed } }, { after: 1s, upon: { acked: first, orAfter: 10s }, set: { ofac: Clear } }]");

        await AdvanceAsync(20);

        Assert.Equal("10 ofac Failed → Clear", (await StoryAsync())[^1]);
    }

    [Theory]
    [InlineData("release", "5 ofac Reviewing → Clear")]
    [InlineData("reject", "5 ofac Reviewing → Positive")]
    public async Task A_hold_waits_for_a_person_and_the_first_one_decides(string action, string change)
    {
        var customer = await BeginAsync($"{Review}- {{ after: 10s, set: {{ pepScan: Clear }} }}");
        await AdvanceAsync(5);

        Assert.Equal(HttpStatusCode.NotFound, await ActAsync(customer, "dance"));
        Assert.Equal(HttpStatusCode.OK, await ActAsync(customer, action));
        Assert.Equal(HttpStatusCode.Conflict, await ActAsync(customer, "release"));
        Assert.Equal(HttpStatusCode.Conflict, await ActAsync(customer, "reject"));
        await _emulator.AdvanceAsync(TimeSpan.Zero, _partner);
        await AdvanceAsync(200);

        Assert.Equal(["0 ofac Pending → Reviewing", "0 waits at review for look, release, reject", $"5 {action} at review", change, "15 pepScan Pending → Clear"], await StoryAsync());
    }

    [Fact]
    public async Task A_hold_that_nobody_ends_ends_by_itself()
    {
        await BeginAsync(Review);

        await AdvanceAsync(99);
        Assert.DoesNotContain(await StoryAsync(), what => what.Contains("Clear", StringComparison.Ordinal));
        await AdvanceAsync(2);

        Assert.Equal(["100 release at review", "100 ofac Reviewing → Clear"], (await StoryAsync()).TakeLast(2));
    }

    [Fact]
    public async Task An_action_that_stays_and_is_done_when_the_time_is_over_is_done_once_and_the_hold_goes_on()
    {
        var customer = await BeginAsync(Review.Replace("action: release", "action: look", StringComparison.Ordinal));

        await AdvanceAsync(500);

        Assert.Equal(["100 look at review", "110 pepScan Pending → Reviewing"], (await StoryAsync()).TakeLast(2));
        Assert.Equal(HttpStatusCode.OK, await ActAsync(customer, "release"));
    }

    [Fact]
    public async Task An_action_that_stays_does_not_end_the_hold_nor_put_off_its_end()
    {
        var customer = await BeginAsync(Review);
        await AdvanceAsync(95);

        Assert.Equal(HttpStatusCode.OK, await ActAsync(customer, "look"));
        Assert.Equal(HttpStatusCode.Conflict, await ActAsync(customer, "release"));
        await AdvanceAsync(20);

        Assert.Equal(
            ["95 look at review", "105 pepScan Pending → Reviewing", "105 release at review", "105 ofac Reviewing → Clear"],
            (await StoryAsync()).TakeLast(4));
    }

    [Theory]
    [InlineData(30, "100 release at review")]
    [InlineData(150, "150 release at review")]
    public async Task A_second_hold_in_an_action_that_stays_does_not_put_off_the_end_of_the_first(int answeredAt, string end)
    {
        var customer = await BeginAsync(Review.Replace("{ after: 10s, set: { pepScan: Reviewing } }", "{ id: question, hold: { actions: { answer: [] }, timeout: { after: 500s, action: answer } } }", StringComparison.Ordinal));
        await AdvanceAsync(10);
        Assert.Equal(HttpStatusCode.OK, await ActAsync(customer, "look"));
        await AdvanceAsync(answeredAt - 10);

        Assert.Equal(HttpStatusCode.OK, await ActAsync(customer, "answer"));
        await RestoreAsync();
        await AdvanceAsync(500);

        Assert.Equal([end, $"{end.Split(' ')[0]} ofac Reviewing → Clear"], (await StoryAsync()).TakeLast(2));
    }

    [Fact]
    public async Task A_hold_whose_time_has_ended_by_an_action_that_stays_names_no_end_any_more()
    {
        var customer = await BeginAsync(Review.Replace("action: release", "action: look", StringComparison.Ordinal));
        Assert.NotNull((await HoldAsync(customer))["endsAt"]);

        await AdvanceAsync(120);

        Assert.Null((await HoldAsync(customer))["endsAt"]);
    }

    [Fact]
    public async Task A_repetition_comes_as_often_as_it_says_and_the_story_goes_on_behind_it()
    {
        await BeginAsync("""
            - after: 1h
              repeat: { every: 24h, times: 3 }
              steps: [{ set: { ofac: Failed } }, { after: 2h, set: { ofac: Clear } }]
            - { after: 1h, set: { pepScan: Clear } }
            """);

        await AdvanceAsync(24 * 5, hours: true);

        Assert.Equal(
            [1, 3, 25, 27, 49, 51, 52],
            (await StoryAsync()).Select(what => int.Parse(what.Split(' ')[0], CultureInfo.InvariantCulture) / 3600));
        Assert.Null(await _partner.GetNextDueAtAsync());
    }

    [Fact]
    public async Task A_way_is_chosen_by_its_weight_and_for_each_customer_the_same_again()
    {
        const string weighted = "[{ choose: [{ weight: 1, steps: [{ set: { ofac: Failed } }] }, { weight: 3, steps: [{ set: { ofac: Clear } }] }] }]";
        var numbers = Enumerable.Range(0, 400).Select(number => $"{number}").ToList();
        await BeginAsync(weighted, [.. numbers]);
        await AdvanceAsync(1);
        var ways = await WaysAsync();

        await _partner.ResetAsync("registrations");
        await BeginAsync(weighted, [.. numbers.AsEnumerable().Reverse()]);
        await AdvanceAsync(1);

        Assert.InRange(ways.Values.Count(ofac => ofac is "Failed"), 70, 130);
        Assert.Equal(ways, await WaysAsync());

        async Task<SortedDictionary<string, string>> WaysAsync() => new(
            (await _partner.GetAllAsync($"/core/v1/cm/customers?partnerId={_partner.Id}")).ToDictionary(customer => (string)customer["clientIdentifier"]!, customer => (string)customer["ofac"]!, StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Reads_lag_behind_the_event()
    {
        await RegisterAsync();
        var customer = await BeginAsync("[{ set: { ofac: Failed }, readLag: 3s }, { after: 2s, set: { pepScan: Clear } }]");

        await AdvanceAsync(2);
        Assert.Single(_inbox.All, webhook => webhook.EventName == CustomerEvents.OfacChanged);
        Assert.Equal(("Pending", "Clear"), (await ReadOfacAsync(customer), (string)(await ListAsync())["pepScan"]!));
        Assert.Equal("Pending", (string)(await ListAsync())["ofac"]!);
        await AdvanceAsync(1);

        Assert.Equal("Failed", await ReadOfacAsync(customer));
        Assert.Equal("Failed", (string)(await ListAsync())["ofac"]!);
    }

    [Fact]
    public async Task Reads_come_before_the_event()
    {
        await RegisterAsync();
        var customer = await BeginAsync("[{ after: 5s, set: { ofac: Failed }, readLag: -3s }]");

        await AdvanceAsync(2);
        Assert.Equal("Failed", await ReadOfacAsync(customer));
        Assert.Empty(_inbox.All);
        await AdvanceAsync(3);

        Assert.Equal(CustomerEvents.OfacChanged, Assert.Single(_inbox.All).EventName);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_comes_of_a_story_whose_customer_was_deactivated_or_whose_world_was_reset(bool isReset)
    {
        await RegisterAsync();
        var reviewed = await BeginAsync($"{Review}- {{ at: 10s, set: {{ pepScan: Clear }} }}");
        var read = await BeginAsync("[{ upon: { reads: 1 }, emit: Core.Customer.Onboarded }]");
        await AdvanceAsync(1);
        if (isReset)
        {
            await _partner.ResetAsync();
        }
        else
        {
            await _partner.DeleteAsync($"/core/v1/cm/customers/{reviewed}");
            await _partner.DeleteAsync($"/core/v1/cm/customers/{read}");
        }

        var before = _inbox.All.Count;
        await _partner.GetAsync($"/core/v1/cm/customers/{read}");
        Assert.NotEqual(HttpStatusCode.OK, await ActAsync(reviewed, "release"));
        await AdvanceAsync(200);

        Assert.Equal(before, _inbox.All.Count);
        Assert.Null(await _partner.GetNextDueAtAsync());
    }

    private async Task<HttpStatusCode> ActAsync(string customer, string action) =>
        (await _partner.PostAsync($"{_partner.Control}/customers/{customer}/actions/{action}", [])).Status;

    private Task<string> BeginAsync(string timeline) => BeginAsync(timeline, "1");

    private async Task<string> BeginAsync(string timeline, params IReadOnlyList<string> clientIdentifiers)
    {
        (await _partner.PutTextAsync($"{_partner.Control}/scenarios/story", $"version: 1\nscenario: story\ntimeline:\n{Indented(timeline)}\n")).Expect(HttpStatusCode.OK);
        var customer = "";
        foreach (var clientIdentifier in clientIdentifiers)
        {
            var body = _partner.Body("create-personal.request.json");
            body["clientIdentifier"] = clientIdentifier;
            customer = (string)(await _partner.OnboardAsync(body, "story"))["id"]!;
        }

        // What is due at once happens before the test moves the time.
        await _emulator.AdvanceAsync(TimeSpan.Zero, _partner);

        return customer;
    }

    private static string Indented(string timeline) => string.Join('\n', timeline.Split('\n').Select(line => $"  {line}"));

    private Task<JsonObject> RegisterAsync() => _partner.RegisterAsync(_inbox.Url, [.. CustomerEvents.All]);

    private async Task AdvanceAsync(int steps, bool hours = false)
    {
        for (var step = 0; step < steps; step++)
        {
            await _emulator.AdvanceAsync(hours ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(1), _partner);
        }
    }

    private async Task<JsonNode> HoldAsync(string customer) =>
        Assert.Single((await _partner.GetAsync($"{_partner.Control}/customers/{customer}/timeline")).Expect(HttpStatusCode.OK)["holds"]!.AsArray())!;

    private async Task RestoreAsync() => (await _partner.PutAsync($"{_partner.Control}/snapshot", (await _partner.GetAsync($"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK))).Expect(HttpStatusCode.OK);

    private async Task AddAddressAsync(string customer) =>
        (await _partner.PostAsync($"/core/v1/cm/customers/{customer}/addresses", Example.Read("add-address.request.json"))).Expect(HttpStatusCode.OK);

    private async Task<string> ReadOfacAsync(string customer) => (string)(await _partner.GetAsync($"/core/v1/cm/customers/{customer}")).Json["ofac"]!;

    private async Task<JsonObject> ListAsync() =>
        Assert.Single((await _partner.GetAsync($"/core/v1/cm/customers?partnerId={_partner.Id}")).Json["results"]!.AsArray())!.AsObject();

    // What the journal says of the customers after their creates, each with the second in which it happened.
    private async Task<IReadOnlyList<string>> StoryAsync() =>
    [
        .. from entry in await _partner.GetJournalAsync()
           let what = (string?)entry["what"]
           where (string)entry["kind"]! == "change" && what is not ("created" or "announced") && !what!.StartsWith("address", StringComparison.Ordinal)
           select $"{(int)((DateTimeOffset)entry["at"]! - _start).TotalSeconds} {what}",
    ];
}
