using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>The journal as a tester reads it.</summary>
public sealed class JournalEndpointsTests : IAsyncDisposable
{
    private readonly StandingEmulator _emulator = new();

    [Fact]
    public async Task A_call_tells_everything_but_its_secrets()
    {
        var partner = _emulator.NewPartner();
        await partner.TakeTokenAsync("acme", "a-client-secret");
        var body = partner.Body("create-personal.request.json");
        body["profile"]!["taxId"] = "123456789";
        var customer = await partner.OnboardAsync(body);
        await partner.GetAsync($"/core/v1/cm/customers?partnerId={partner.Id}&taxId=123456789");
        await partner.PostAsync("/core/v1/cm/customers", new JsonObject { ["partnerId"] = partner.Id, ["profile"] = new JsonObject { ["taxId"] = "12345" } });
        var registration = partner.Body("registration.request.json");
        (registration["authUsername"], registration["authPassword"]) = ("hook", "a-hook-password");
        await partner.PostAsync("/webhooks/v1/registrations", registration);

        var calls = await JournalAsync(partner, "kind=call");

        Assert.Equal(["customers.create", "customers.list", "customers.create", "registrations.create"], calls.Select(call => (string)call["operation"]!));
        Assert.Equal([200, 200, 400, 200], calls.Select(call => (int)call["statusCode"]!));
        Assert.Equal((string)customer["id"]!, (string)calls[0]["customerId"]!);
        Assert.Equal("*****6789", (string)calls[0]["body"]!["profile"]!["taxId"]!);
        Assert.Equal("acme", (string)calls[0]["clientId"]!);
        Assert.Equal($"partnerId={partner.Id}&taxId=*****6789", (string)calls[1]["query"]!);
        Assert.Equal("*2345", (string)calls[2]["body"]!["profile"]!["taxId"]!);
        Assert.NotEmpty(calls[2]["errors"]!.AsArray());
        Assert.Equal(("hook", "***"), ((string)calls[3]["body"]!["authUsername"]!, (string)calls[3]["body"]!["authPassword"]!));
        Assert.All(calls, call => Assert.True((double)call["durationMilliseconds"]! >= 0));

        var token = partner.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        foreach (var path in new[] { "journal", $"partners/{partner.Id}/journal", $"partners/{partner.Id}/journal/export", $"partners/{partner.Id}/journal/export?format=har" })
        {
            var text = (await partner.GetAsync($"/_emulator/{path}")).Text;
            Assert.DoesNotContain("123456789", text, StringComparison.Ordinal);
            Assert.DoesNotContain("a-hook-password", text, StringComparison.Ordinal);
            Assert.DoesNotContain("a-client-secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_a_long_body_the_beginning_is_kept_and_a_refusal_names_the_customer_too()
    {
        var partner = _emulator.NewPartner();
        var id = (string)(await partner.OnboardAsync())["id"]!;
        var body = partner.Body("create-personal.request.json");
        body["padding"] = new string('x', 100_000);
        await partner.PostAsync("/core/v1/cm/customers", body);
        await partner.PutAsync($"/core/v1/cm/customers/{id}/name", new JsonObject { ["firstName"] = 1 });

        var calls = await JournalAsync(partner, "kind=call");

        Assert.InRange((int)calls[1]["bodyBytes"]!, 100_000, 110_000);
        Assert.Equal("Peter", (string)calls[1]["body"]!["name"]!["firstName"]!);
        Assert.Null(calls[1]["body"]!["padding"]);
        Assert.Equal((400, "name.update", id), ((int)calls[2]["statusCode"]!, (string)calls[2]["operation"]!, (string)calls[2]["customerId"]!));
    }

    [Fact]
    public async Task All_journals_together_are_bounded_and_the_one_that_grew_says_what_it_dropped()
    {
        await using var emulator = new StandingEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Worlds:JournalsMegabytes"] = "1" } };
        var (small, large) = (emulator.NewPartner(), emulator.NewPartner());
        await small.OnboardAsync();
        var body = large.Body("create-personal.request.json");
        body["padding"] = new string('x', 3_000);
        for (var call = 0; call < 250; call++)
        {
            await large.OnboardAsync(body);
        }

        var (kept, dropped) = ((await small.GetAsync($"/_emulator/partners/{small.Id}/journal")).Json, (await large.GetAsync($"/_emulator/partners/{large.Id}/journal")).Json);

        Assert.Equal((3, 0), (kept["entries"]!.AsArray().Count, (int)kept["lost"]!));
        Assert.True((int)dropped["lost"]! > 0);
        var entries = (await small.GetJournalAsync()).Concat(await large.GetJournalAsync());
        Assert.InRange(entries.Sum(entry => entry.ToJsonString().Length), 500_000, 1024 * 1024);
    }

    [Fact]
    public async Task Entries_are_found_by_their_kind_customer_and_event()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        var body = partner.Body("create-personal.request.json");
        body["clientIdentifier"] = "mine";
        var customer = await partner.OnboardAsync(body);
        await partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(1900), partner);

        Assert.Equal(2, (await JournalAsync(partner, "kind=choice")).Count);
        Assert.Equal(["choice", "event"], (await JournalAsync(partner, "kind=Event,choice")).Select(Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["choice", "event"], (await JournalAsync(partner, "kind=event&kind=choice")).Select(Kind).Distinct().Order(StringComparer.Ordinal));
        var mine = await JournalAsync(partner, "customer=mine");
        Assert.Equal(["call", "change", "choice", "change", "event", "attempt", "change", "event", "change", "event"], mine.Select(Kind));
        Assert.Equal(mine.Select(Number), (await JournalAsync(partner, $"customer={customer["id"]}")).Select(Number));
        var attempt = Assert.Single(await JournalAsync(partner, "customer=mine&kind=attempt"));
        Assert.Equal("succeeded", (string)attempt["outcome"]!);
        Assert.Equal(4, (await JournalAsync(partner, "event=core.customer.ONBOARDED")).Count);
        Assert.Equal(["event", "attempt"], (await JournalAsync(partner, $"event={attempt["eventId"]}")).Select(Kind));

        var few = (await partner.GetAsync($"/_emulator/partners/{partner.Id}/journal?kind=attempt&limit=1")).Json;
        Assert.Equal(Number(Assert.Single(few["entries"]!.AsArray())!.AsObject()), (long)few["cursor"]!);
        Assert.Equal($"{partner.Id}", (string)few["partnerId"]!);
        Assert.Equal((1, "2021-11-22T15:50:00.843+00:00"), ((int)few["epoch"]!, (string)few["now"]!));
    }

    [Theory]
    [InlineData("kind=calls", "Kind must be some of attempt, call, change, choice, control, event, fault, registration, divided by commas; there is no 'calls'")]
    [InlineData("after=-1", "After must be a cursor that an answer gave, a whole number from 0")]
    [InlineData("limit=many", "Limit must be a whole number from 1")]
    public async Task What_is_no_filter_is_refused_with_what_would_be_one(string query, string message)
    {
        var partner = _emulator.NewPartner();

        Assert.Equal(message, Assert.Single((await partner.GetAsync($"/_emulator/partners/{partner.Id}/journal?{query}")).Messages));
        Assert.Equal(message, Assert.Single((await partner.GetAsync($"/_emulator/journal?{query}")).Messages));
    }

    [Fact]
    public async Task All_worlds_are_told_in_one_order_with_the_calls_that_concern_none()
    {
        var (one, other) = (_emulator.NewPartner(), _emulator.NewPartner());
        await one.OnboardAsync();
        await other.GetAsync("/core/v1/cm/customers/6f9619ff-8b86-d011-b42d-00c04fc964ff");
        await other.OnboardAsync();
        await one.OnboardAsync();

        var (partners, cursor) = (new List<string?>(), 0L);
        for (var i = 0; i < 4; i++)
        {
            var answer = (await one.GetAsync($"/_emulator/journal?kind=call&limit=1&after={cursor}")).Json;
            partners.Add((string?)Assert.Single(answer["entries"]!.AsArray())!["partnerId"]);
            cursor = (long)answer["cursor"]!;
        }

        Assert.Equal([$"{one.Id}", null, $"{other.Id}", $"{one.Id}"], partners);
        Assert.Empty((await one.GetAsync($"/_emulator/journal?kind=call&after={cursor}")).Json["entries"]!.AsArray());
        Assert.Equal([1L, 2, 3, 4, 5, 6], (await JournalAsync(one, "")).Select(Number));
    }

    [Fact]
    public async Task A_world_without_calls_has_an_empty_journal()
    {
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();

        var answer = (await partner.GetAsync($"/_emulator/partners/{partner.Id}/journal")).Expect(HttpStatusCode.OK);

        Assert.Empty(answer["entries"]!.AsArray());
        Assert.Equal(($"{partner.Id}", 1), ((string)answer["partnerId"]!, (int)answer["epoch"]!));
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    private static string Kind(JsonObject entry) => (string)entry["kind"]!;

    private static long Number(JsonObject entry) => (long)entry["number"]!;

    private static async Task<IReadOnlyList<JsonObject>> JournalAsync(Partner partner, string query)
    {
        var answer = (await partner.GetAsync($"/_emulator/partners/{partner.Id}/journal?limit=1000&{query}")).Expect(HttpStatusCode.OK);
        return [.. answer["entries"]!.AsArray().Select(entry => entry!.AsObject())];
    }
}
