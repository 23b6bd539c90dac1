using System.Globalization;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Requests;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios.Loading;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Steps;
using CrossRiver.Emulator.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Scenarios.Stories;

/// <summary>What steps wait for, what they do, and when, on a clock that the test moves.</summary>
public sealed class ScenarioPlayerTests : IAsyncLifetime
{
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
        await BeginAsync(
            new Step { Id = "1", After = Of("2s"), Set = Pep(ScanStatus.Clear) },
            new Step { Id = "2", At = Of("1s"), Set = Ofac(ScanStatus.Failed) },
            new Step { Id = "3", After = Of("3s"), Set = Ofac(ScanStatus.Clear) });

        await AdvanceAsync(10);

        Assert.Equal(["1 ofac Pending → Failed", "2 pepScan Pending → Clear", "5 ofac Failed → Clear"], Story());
    }

    [Fact]
    public async Task A_silent_change_has_no_event()
    {
        await RegisterAsync();
        await BeginAsync(new Step { Id = "1", Set = Ofac(ScanStatus.Failed), IsSilent = true }, new Step { Id = "2", Set = Ofac(ScanStatus.Clear) });

        await AdvanceAsync(1);

        Assert.Single(_inbox.All);
        Assert.Equal(["0 ofac Pending → Failed", "0 ofac Failed → Clear"], Story());
    }

    [Fact]
    public async Task A_step_waits_for_calls_from_when_it_is_its_turn()
    {
        var customer = await BeginAsync(
            new Step { Id = "1", After = Of("2s"), Set = Pep(ScanStatus.Clear) },
            new Step { Id = "2", After = Of("1s"), Upon = new Upon { Call = "addresses.add", Times = 2 }, Set = Ofac(ScanStatus.Clear) });

        await AddAddressAsync(customer);
        await AddAddressAsync(customer);
        await AdvanceAsync(5);
        await AddAddressAsync(customer);
        await AdvanceAsync(5);
        await _partner.PostTextAsync($"/core/v1/cm/customers/{customer}/addresses", "{}");
        await AdvanceAsync(5);
        Assert.DoesNotContain(Story(), what => what.Contains("ofac", StringComparison.Ordinal));
        await AddAddressAsync(customer);
        await AdvanceAsync(5);

        Assert.Equal("16 ofac Pending → Clear", Story()[^1]);
        Assert.False(_partner.World.IsWaitingForCalls);
    }

    [Fact]
    public async Task A_step_waits_for_reads()
    {
        var customer = await BeginAsync(new Step { Id = "1", Upon = new Upon { Reads = 3 }, Set = Ofac(ScanStatus.Clear) });

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
        await BeginAsync(
            new Step { Id = "first", Set = Ofac(ScanStatus.Failed) },
            new Step { Id = "2", After = Of("1s"), Upon = new Upon { Acked = "first", OrAfter = Of("1h") }, Set = Ofac(ScanStatus.Clear) });

        await AdvanceAsync(2);
        Assert.DoesNotContain(Story(), what => what.Contains("Clear", StringComparison.Ordinal));
        _answer = StatusCodes.Status200OK;
        await AdvanceAsync(3);

        Assert.Equal("4 ofac Failed → Clear", Story()[^1]);
    }

    [Fact]
    public async Task A_step_does_not_wait_for_ever_for_an_event_to_be_taken()
    {
        await BeginAsync(
            new Step { Id = "first", Set = Ofac(ScanStatus.Failed) },
            new Step { Id = "2", After = Of("1s"), Upon = new Upon { Acked = "first", OrAfter = Of("10s") }, Set = Ofac(ScanStatus.Clear) });

        await AdvanceAsync(20);

        Assert.Equal("10 ofac Failed → Clear", Story()[^1]);
    }

    [Theory]
    [InlineData("release", "5 ofac Reviewing → Clear")]
    [InlineData("reject", "5 ofac Reviewing → Positive")]
    public async Task A_hold_waits_for_a_person_and_the_first_one_decides(string action, string change)
    {
        var customer = await BeginAsync(Review(), new Step { Id = "after", After = Of("10s"), Set = Pep(ScanStatus.Clear) });
        await AdvanceAsync(5);

        Assert.False(Act(customer, "dance"));
        Assert.True(Act(customer, action));
        Assert.False(Act(customer, "release"));
        Assert.False(Act(customer, "reject"));
        await _emulator.AdvanceAsync(TimeSpan.Zero, _partner);
        await AdvanceAsync(200);

        Assert.Equal(["0 ofac Pending → Reviewing", "0 waits at review for look, release, reject", $"5 {action} at review", change, "15 pepScan Pending → Clear"], Story());
    }

    [Fact]
    public async Task A_hold_that_nobody_ends_ends_by_itself()
    {
        await BeginAsync(Review());

        await AdvanceAsync(99);
        Assert.DoesNotContain(Story(), what => what.Contains("Clear", StringComparison.Ordinal));
        await AdvanceAsync(2);

        Assert.Equal(["100 release at review", "100 ofac Reviewing → Clear"], Story().TakeLast(2));
    }

    [Fact]
    public async Task An_action_that_stays_and_is_done_when_the_time_is_over_is_done_once_and_the_hold_goes_on()
    {
        var customer = await BeginAsync(Review() with { Hold = Review().Hold! with { TimeoutAction = "look" } });

        await AdvanceAsync(500);

        Assert.Equal(["100 look at review", "110 pepScan Pending → Reviewing"], Story().TakeLast(2));
        Assert.True(Act(customer, "release"));
    }

    [Fact]
    public async Task An_action_that_stays_does_not_end_the_hold_nor_put_off_its_end()
    {
        var customer = await BeginAsync(Review());
        await AdvanceAsync(95);

        Assert.True(Act(customer, "look"));
        Assert.False(Act(customer, "release"));
        await AdvanceAsync(20);

        Assert.Equal(
            ["95 look at review", "105 pepScan Pending → Reviewing", "105 release at review", "105 ofac Reviewing → Clear"],
            Story().TakeLast(4));
    }

    [Fact]
    public async Task A_repetition_comes_as_often_as_it_says_and_the_story_goes_on_behind_it()
    {
        await BeginAsync(
            new Step
            {
                Id = "scans",
                After = Of("1h"),
                Repeat = new Repeat(Of("24h"), 3, [new Step { Id = "scans.1", Set = Ofac(ScanStatus.Failed) }, new Step { Id = "scans.2", After = Of("2h"), Set = Ofac(ScanStatus.Clear) }]),
            },
            new Step { Id = "end", After = Of("1h"), Set = Pep(ScanStatus.Clear) });

        await AdvanceAsync(24 * 5, hours: true);

        Assert.Equal(
            [1, 3, 25, 27, 49, 51, 52],
            Story().Select(what => int.Parse(what.Split(' ')[0], CultureInfo.InvariantCulture) / 3600));
        Assert.Equal(0, _partner.World.AgendaEntries);
    }

    [Fact]
    public async Task A_way_is_chosen_by_its_weight_and_for_each_customer_the_same_again()
    {
        var scenario = new Scenario
        {
            Name = "ways",
            Timeline =
            [
                new Step
                {
                    Id = "way",
                    Choose = [new Choice(1, [new Step { Id = "way.1.1", Set = Ofac(ScanStatus.Failed) }]), new Choice(3, [new Step { Id = "way.2.1", Set = Ofac(ScanStatus.Clear) }])],
                },
            ],
        };
        var customers = new List<Guid>();
        foreach (var number in Enumerable.Range(0, 400))
        {
            customers.Add(await BeginAsync(scenario, $"{number}"));
        }

        await AdvanceAsync(1);
        var ways = customers.Select(id => _partner.World.Customers.Find(id)!.Ofac).ToList();
        await _partner.World.Life.ResetAsync();
        var again = new List<Guid>();
        foreach (var number in Enumerable.Range(0, 400).Reverse())
        {
            again.Add(await BeginAsync(scenario, $"{number}"));
        }

        await AdvanceAsync(1);

        Assert.InRange(ways.Count(ofac => ofac is ScanStatus.Failed), 70, 130);
        Assert.Equal(ways, Enumerable.Reverse(again).Select(id => _partner.World.Customers.Find(id)!.Ofac));
    }

    [Fact]
    public async Task Reads_lag_behind_the_event()
    {
        await RegisterAsync();
        var customer = await BeginAsync(new Step { Id = "1", Set = Ofac(ScanStatus.Failed), ReadLag = TimeSpan.FromSeconds(3) }, new Step { Id = "2", After = Of("2s"), Set = Pep(ScanStatus.Clear) });

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
        var customer = await BeginAsync(new Step { Id = "1", After = Of("5s"), Set = Ofac(ScanStatus.Failed), ReadLag = TimeSpan.FromSeconds(-3) });

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
        var customer = await BeginAsync(Review(), new Step { Id = "2", At = Of("10s"), Set = Pep(ScanStatus.Clear) }, new Step { Id = "3", At = Of("0s"), Upon = new Upon { Reads = 1 }, Emit = CustomerEvents.Onboarded });
        await AdvanceAsync(1);
        if (isReset)
        {
            await _partner.World.Life.ResetAsync();
        }
        else
        {
            await _partner.DeleteAsync($"/core/v1/cm/customers/{customer}");
        }

        var before = _inbox.All.Count;
        await _partner.GetAsync($"/core/v1/cm/customers/{customer}");
        Assert.False(Act(customer, "release"));
        await AdvanceAsync(200);

        Assert.Equal(before, _inbox.All.Count);
        Assert.False(_partner.World.IsWaitingForCalls);
    }

    private static Delay Of(string delay) => Delay.TryParse(delay, out var parsed) ? parsed : throw new FormatException(delay);

    private static StatusChange Ofac(ScanStatus status) => new() { Ofac = status };

    private static StatusChange Pep(ScanStatus status) => new() { PepScan = status };

    private bool Act(Guid customer, string action) => _partner.World.InTurn(() =>
    {
        try
        {
            _partner.World.Stories.Act(customer, action);
            return true;
        }
        catch (Errors.RefusedException)
        {
            return false;
        }
    });

    private static Step Review() => new()
    {
        Id = "review",
        Set = Ofac(ScanStatus.Reviewing),
        Hold = new Hold
        {
            Actions =
            [
                new HoldAction { Name = "look", Steps = [new Step { Id = "review.look.1", After = Of("10s"), Set = Pep(ScanStatus.Reviewing) }], Stays = true },
                new HoldAction { Name = "release", Steps = [new Step { Id = "review.release.1", Set = Ofac(ScanStatus.Clear) }] },
                new HoldAction { Name = "reject", Steps = [new Step { Id = "review.reject.1", Set = Ofac(ScanStatus.Positive) }] },
            ],
            Timeout = Of("100s"),
            TimeoutAction = "release",
        },
    };

    private Task<Guid> BeginAsync(params IReadOnlyList<Step> timeline) => BeginAsync(new Scenario { Name = "story", Timeline = timeline }, "1");

    private async Task<Guid> BeginAsync(Scenario scenario, string clientIdentifier)
    {
        var customer = _partner.World.Onboard(
            new CreateCustomerRequest
            {
                PartnerId = _partner.Id,
                Name = new CustomerName { FirstName = "Peter", LastName = "Griffin" },
                Classification = Classification.Personal,
                Profile = new CustomerProfile { TaxId = "119988776" },
                ClientIdentifier = clientIdentifier,
            },
            new ScenarioCandidates(_emulator.Services.GetRequiredService<ScenariosInForce>().Catalog) { Named = scenario });

        // What is due at once happens before the test moves the time.
        await _emulator.AdvanceAsync(TimeSpan.Zero, _partner);

        return customer.Id;
    }

    private Task<System.Text.Json.Nodes.JsonObject> RegisterAsync() => _partner.RegisterAsync(_inbox.Url, [.. CustomerEvents.All]);

    private async Task AdvanceAsync(int steps, bool hours = false)
    {
        for (var step = 0; step < steps; step++)
        {
            await _emulator.AdvanceAsync(hours ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(1), _partner);
        }
    }

    private async Task AddAddressAsync(Guid customer) =>
        (await _partner.PostAsync($"/core/v1/cm/customers/{customer}/addresses", Example.Read("add-address.request.json"))).Expect(System.Net.HttpStatusCode.OK);

    private async Task<string> ReadOfacAsync(Guid customer) => (string)(await _partner.GetAsync($"/core/v1/cm/customers/{customer}")).Json["ofac"]!;

    private async Task<System.Text.Json.Nodes.JsonObject> ListAsync() =>
        Assert.Single((await _partner.GetAsync($"/core/v1/cm/customers?partnerId={_partner.Id}")).Json["results"]!.AsArray())!.AsObject();

    // What the journal says of the customers after their creates, each with the second in which it happened.
    private IReadOnlyList<string> Story() =>
    [
        .. _partner.World.Journal.Read(0, 10_000).Entries.OfType<ChangeEntry>()
            .Where(entry => entry.What is not ("created" or "announced") && !entry.What.StartsWith("address", StringComparison.Ordinal))
            .Select(entry => $"{(int)(entry.At - _start).TotalSeconds} {entry.What}"),
    ];
}
