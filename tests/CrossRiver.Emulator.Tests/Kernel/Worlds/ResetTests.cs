using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class ResetTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public ResetTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_reset_says_what_it_took_away_and_which_epoch_begins()
    {
        await using var inbox = await WebhookInbox.StartAsync(StatusCodes.Status500InternalServerError);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);

        var outcome = await ResetAsync();

        Assert.Equal(_partner.Id.ToString(), (string)outcome["partnerId"]!);
        Assert.Equal(2, (int)outcome["epoch"]!);
        Assert.Equal("""{"customers":2,"registrations":1,"entries":4,"deliveries":2}""", outcome["cancelled"]!.ToJsonString());
    }

    [Fact]
    public async Task Nothing_of_before_a_reset_is_found_or_arrives()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var registration = await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        var customer = await _partner.OnboardAsync();

        await ResetAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"/core/v1/cm/customers/{customer["id"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"/webhooks/v1/registrations/{registration["id"]}")).Status);
        await _partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All]);
        await _emulator.AdvanceAsync(TimeSpan.FromDays(1), _partner);
        Assert.Empty(inbox.All);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("{}", true)]
    [InlineData("""{"keep":null}""", true)]
    [InlineData("""{"keep":["registrations","scenarios"]}""", true)]
    [InlineData("""{"keep":[]}""", false)]
    public async Task Registrations_and_scenarios_stay_unless_the_call_says_otherwise(string body, bool stay)
    {
        foreach (var path in new[] { $"/_emulator/partners/{_partner.Id}/reset", "/_emulator/reset" })
        {
            var registration = await _partner.RegisterAsync(new Uri("http://127.0.0.1:9"), CustomerEvents.Onboarded);
            await _partner.PutAsync($"/_emulator/partners/{_partner.Id}/scenarios/default", new JsonObject { ["scenario"] = "tax-id-4400" });
            var customer = await _partner.OnboardAsync();

            (await _partner.PostTextAsync(path, body)).Expect(HttpStatusCode.OK);

            var known = stay ? HttpStatusCode.OK : HttpStatusCode.NotFound;
            Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"/core/v1/cm/customers/{customer["id"]}")).Status);
            Assert.Equal(known, (await _partner.GetAsync($"/webhooks/v1/registrations/{registration["id"]}")).Status);
            Assert.Equal(stay ? "tax-id-4400" : "clear", await ScenarioOfNextAsync());
            await ResetAsync();
        }
    }

    [Fact]
    public async Task A_reset_breaks_off_what_is_under_way_before_it_answers()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        _emulator.Clock.Advance(TimeSpan.FromMilliseconds(100));
        await inbox.NextAsync();

        await ResetAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(await _partner.GetJournalAsync(), entry => (string)entry["kind"]! == "attempt");
        await _partner.WhenIdleAsync();
    }

    [Fact]
    public async Task After_a_reset_the_same_requests_give_the_same_identifiers_and_numbers()
    {
        var before = await _partner.OnboardAsync();

        await ResetAsync();
        var after = await _partner.OnboardAsync();

        Assert.Equal(before.ToJsonString(), after.ToJsonString());
    }

    [Fact]
    public async Task A_reset_of_one_world_leaves_the_others_and_a_reset_of_all_leaves_none()
    {
        var neighbour = _emulator.NewPartner();
        var customer = await neighbour.OnboardAsync();
        await _partner.BeginAsync();

        await ResetAsync();
        await neighbour.GetCustomerAsync(customer);
        var outcome = (await _partner.PostTextAsync("/_emulator/reset", """{"keep":[]}""")).Expect(HttpStatusCode.OK);

        Assert.Contains(outcome["worlds"]!.AsArray(), world => (string)world!["partnerId"]! == neighbour.Id.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync($"/core/v1/cm/customers/{customer["id"]}")).Status);
    }

    [Fact]
    public async Task An_advance_that_a_reset_has_ended_leaves_the_next_one_alone()
    {
        await using var silent = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        var began = _emulator.Clock.GetUtcNow();
        for (var round = 1; round <= 10; round++)
        {
            await _partner.RegisterAsync(silent.Url, CustomerEvents.Onboarded);
            await _partner.OnboardAsync();
            var ended = AdvanceAsync("10h");
            await silent.NextAsync();

            var reset = ResetAsync();
            await Until.HoldsAsync(async () => (int)(await _partner.GetWorldAsync())["epoch"]! == round + 1);
            var next = await AdvanceAsync("1h");

            await reset;
            Assert.Equal((HttpStatusCode.Conflict, 2413), ((await ended).Status, (int)(await ended).Json["errors"]![0]!["code"]!));
            Assert.Equal(began.AddHours(1), (DateTimeOffset)next.Expect(HttpStatusCode.OK)["now"]!);
            Assert.Equal(began.AddHours(1), (DateTimeOffset)(await _partner.GetWorldAsync())["now"]!);
        }

        Task<Answer> AdvanceAsync(string by) => _partner.PostAsync($"{_partner.Control}/clock/advance", new JsonObject { ["by"] = by });
    }

    [Fact]
    [Trait("lane", "slow")]
    public async Task In_the_middle_of_many_stories_a_reset_leaves_nothing_behind()
    {
        await using var emulator = new RunningEmulator();
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = emulator.NewPartner();

        for (var round = 0; round < 20; round++)
        {
            await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
            var customers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => partner.OnboardAsync()));
            var old = customers.Select(customer => (string)customer["id"]!).ToHashSet(StringComparer.Ordinal);
            await inbox.NextAsync();

            (await partner.PostTextAsync($"/_emulator/partners/{partner.Id}/reset", """{"keep":[]}""")).Expect(HttpStatusCode.OK);

            var arrived = inbox.All.Count;
            var epoch = (int)(await partner.GetWorldAsync())["epoch"]!;
            await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
            var next = await partner.OnboardAsync();
            while ((await inbox.NextAsync()).CustomerId != (string)next["id"]!)
            {
            }

            Assert.Equal(round + 2 + round, epoch);
            Assert.DoesNotContain(inbox.All.Skip(arrived), webhook => old.Contains(webhook.CustomerId));
            await partner.PostTextAsync($"/_emulator/partners/{partner.Id}/reset", """{"keep":[]}""");
        }
    }

    private async Task<string> ScenarioOfNextAsync()
    {
        await _partner.OnboardAsync();
        return (string)(await _partner.GetJournalAsync()).Last(entry => (string)entry["kind"]! == "choice")["scenario"]!;
    }

    private async Task<JsonObject> ResetAsync() =>
        (await _partner.PostTextAsync($"/_emulator/partners/{_partner.Id}/reset", """{"keep":[]}""")).Expect(HttpStatusCode.OK);
}
