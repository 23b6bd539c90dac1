using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control.Clocks;

public sealed class WaitForIdleTests : IAsyncLifetime
{
    private readonly RunningEmulator _emulator = new();
    private readonly Partner _partner;

    public WaitForIdleTests() => _partner = _emulator.NewPartner();

    // Ten thousand by hand, fewer where others wait for the result.
    private static int Tries => int.TryParse(Environment.GetEnvironmentVariable("TRIES"), System.Globalization.CultureInfo.InvariantCulture, out var tries) ? tries : 200;

    private string World => $"/_emulator/partners/{_partner.Id}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task It_never_answers_before_what_is_under_way_has_its_answer(int partners) =>
        await Task.WhenAll(Enumerable.Range(0, partners).Select(_ => TryAsync(_emulator.NewPartner(), Tries / partners)));

    [Fact]
    public async Task Within_a_span_it_waits_for_what_is_due_in_it_too()
    {
        var customer = await _partner.OnboardAsync();

        (await WaitAsync(new JsonObject { ["until"] = "idle", ["within"] = "5s" })).Expect(HttpStatusCode.OK);

        Assert.Equal("Clear", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
    }

    [Fact]
    public async Task A_wait_that_can_never_end_because_time_stands_still_is_refused_at_once_with_what_is_due()
    {
        (await _partner.PutAsync($"{World}/clock", new JsonObject { ["mode"] = "manual" })).Expect(HttpStatusCode.OK);
        var customer = await _partner.OnboardAsync();

        var never = await WaitAsync(new JsonObject { ["until"] = "idle", ["within"] = "5s", ["timeout"] = "10m" });

        Assert.Equal(HttpStatusCode.Conflict, never.Status);
        Assert.Contains($"step of customer {customer["id"]}", never.Messages[0], StringComparison.Ordinal);
        Assert.Equal(customer["id"]!.ToString(), never.Json["pending"]![0]!["customerId"]!.ToString());
        (await WaitAsync(new JsonObject { ["until"] = "idle" })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_world_that_stays_busy_is_told_with_what_it_is_busy_with()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await inbox.NextAsync();

        var busy = await WaitAsync(new JsonObject { ["until"] = "idle", ["timeout"] = "100ms" });

        Assert.Equal(HttpStatusCode.RequestTimeout, busy.Status);
        Assert.Equal("attempt under way", (string)busy.Json["pending"]![0]!["what"]!);
        Assert.Contains("The world is not idle after 100ms: attempt under way", busy.Messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_that_was_decided_is_not_waited_for()
    {
        (await _partner.PutAsync($"{World}/clock", new JsonObject { ["mode"] = "manual" })).Expect(HttpStatusCode.OK);
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");
        (await _partner.PostAsync($"{World}/clock/advance", new JsonObject { ["by"] = "1m" })).Expect(HttpStatusCode.OK);
        (await _partner.PostTextAsync($"{World}/customers/{customer["id"]}/actions/release", "")).Expect(HttpStatusCode.OK);

        (await WaitAsync(new JsonObject { ["until"] = "idle", ["within"] = "60d" })).Expect(HttpStatusCode.OK);

        Assert.Null((await _partner.GetAsync($"{World}/clock")).Expect(HttpStatusCode.OK)["nextDueAt"]);
    }

    [Fact]
    public async Task All_worlds_are_waited_for_together()
    {
        var other = _emulator.NewPartner();
        var (mine, theirs) = (await _partner.OnboardAsync(), await other.OnboardAsync());

        (await _partner.PostAsync("/_emulator/wait", new JsonObject { ["until"] = "idle", ["within"] = "5s" })).Expect(HttpStatusCode.OK);

        Assert.Equal("Clear", (string)(await _partner.GetCustomerAsync(mine))["ofac"]!);
        Assert.Equal("Clear", (string)(await other.GetCustomerAsync(theirs))["ofac"]!);
    }

    private Task<Answer> WaitAsync(JsonObject wait) => _partner.PostAsync($"{World}/wait", wait);

    // Each partner's calls and webhooks are the load under which the others wait.
    private static async Task TryAsync(Partner partner, int tries)
    {
        var received = 0;
        await using var inbox = await WebhookInbox.StartAsync(async _ =>
        {
            await Task.Yield();
            Interlocked.Increment(ref received);
            return 200;
        });
        await partner.RegisterAsync(inbox.Url, "Core.Customer.Address.Added");
        var customer = await partner.OnboardAsync(scenario: "stuck-pending");
        var address = partner.Body("add-address.request.json");
        address.Remove("partnerId");

        for (var sent = 1; sent <= tries; sent++)
        {
            (await partner.PostAsync($"/core/v1/cm/customers/{customer["id"]}/addresses", address)).Expect(HttpStatusCode.OK);
            (await partner.PostAsync($"/_emulator/partners/{partner.Id}/wait", new JsonObject { ["until"] = "idle" })).Expect(HttpStatusCode.OK);

            Assert.Equal(sent, Volatile.Read(ref received));
            Assert.Equal("Success", (string)(await EventAsync(partner, sent))["status"]!);
        }
    }

    private static async Task<JsonObject> EventAsync(Partner partner, int number) =>
        (await partner.GetAsync($"/webhooks/v1/events?partnerId={partner.Id}&pageNumber={number}&pageSize=1")).Expect(HttpStatusCode.OK)["results"]!.AsArray().Single()!.AsObject();
}
