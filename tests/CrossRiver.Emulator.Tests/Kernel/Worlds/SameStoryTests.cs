using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using CsCheck;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>However time passes, a story is the same: what happens, when it was due, and what becomes of the news of it.</summary>
/// <remarks>A few scenarios at a time; many more by <c>CsCheck_Iter=100 dotnet test</c>.</remarks>
[Trait("lane", "slow")]
public sealed class SameStoryTests
{
    private const int Customers = 3;

    private const int UsualIterations = 6;

    // Some span of up to three hours, written as people write it.
    private static readonly Gen<string> Span = Gen.Int[1, 10_000].Select(seconds => $"{seconds}s");

    private static readonly Gen<string> Delay = Gen.OneOf(Span, Gen.Select(Gen.Int[1, 300], Gen.Int[301, 900], (least, most) => $"{least}s..{most}s"));

    private static readonly string[] Whats =
    [
        "set: { ofac: Failed }",
        "set: { ofac: Reviewing }",
        "set: { ofac: Clear }",
        "set: { pepScan: Clear }",
        "set: { pepScan: Failed, ofac: Positive }",
        "set: { ofac: Pending, event: none }",
        "emit: Core.Customer.Onboarded",
        "hold: { actions: { release: [set: { ofac: Clear }], reject: [after: 1s, set: { ofac: Positive }] }, timeout: { after: 6h, action: reject } }",
        "choose: [{ weight: 1, steps: [set: { ofac: Clear }] }, { weight: 1, steps: [after: 2m, emit: Core.Customer.Onboarded] }, { weight: 1, steps: [] }]",
        "repeat: { every: 2h, times: 3 }\n    steps: [{ set: { pepScan: Failed } }, { after: 10m, set: { pepScan: Clear } }]",
    ];

    private static readonly Gen<string> What = Gen.Int[0, Whats.Length - 1].Select(index => Whats[index]);

    private static readonly Gen<string> Scenario = Gen.Select(
        Gen.Select(Delay, What, (after, what) => $"  - after: {after}\n    {what.Replace(", event: none }", " }\n    event: none", StringComparison.Ordinal)}").List[1, 5],
        Gen.Select(Span, What, (at, what) => $"  - at: {at}\n    {what.Replace(", event: none }", " }\n    event: none", StringComparison.Ordinal)}").List[0, 1],
        (row, own) => $"version: 1\nscenario: told\ntimeline:\n{string.Join('\n', row.Concat(own))}\n");

    [Fact]
    public Task A_story_is_the_same_when_it_is_advanced_skipped_and_hurried() => Scenario.SampleAsync(
        async scenario =>
        {
            var advanced = await PlayAsync(scenario, "manual", async partner =>
            {
                var path = $"/_emulator/partners/{partner.Id}/clock/advance";
                (await partner.PostAsync(path, new JsonObject { ["by"] = "10d" })).Expect(HttpStatusCode.OK);
            });
            var skipped = await PlayAsync(scenario, "skip", EndAsync);
            var hurried = await PlayAsync(scenario, "real", EndAsync);

            Assert.Equal(advanced, skipped);
            Assert.Equal(advanced, hurried);
        },
        iter: Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? UsualIterations : Check.Iter,
        threads: 1);

    private static async Task<string> PlayAsync(string scenario, string mode, Func<Partner, Task> toTheEnd)
    {
        await using var emulator = new RunningEmulator();
        var partner = emulator.NewPartner(Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf"));
        await using var inbox = await WebhookInbox.StartAsync(FailTwice());
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.OfacChanged, CustomerEvents.PepScanChanged);
        await partner.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/_emulator/partners/{partner.Id}/scenarios/told")
        {
            Content = new StringContent(scenario, Encoding.UTF8, "application/yaml"),
        });
        (await partner.PutAsync($"/_emulator/partners/{partner.Id}/clock", new JsonObject { ["mode"] = mode, ["speed"] = mode is "real" ? 100_000 : 1 })).Expect(HttpStatusCode.OK);

        var customers = new List<JsonObject>();
        for (var number = 0; number < Customers; number++)
        {
            var body = partner.Body("create-personal.request.json");
            body["clientIdentifier"] = $"customer-{number}";
            customers.Add(await partner.OnboardAsync(body, "told"));
        }

        await toTheEnd(partner);

        var journal = await partner.GetJournalAsync();
        var texts = await Task.WhenAll(customers.Select(async customer => Story(journal, customer, await partner.GetCustomerAsync(customer))));
        return string.Join('\n', texts);
    }

    // A receiver that refuses the first two attempts of every event about OFAC.
    private static Func<Webhook, Task<int>> FailTwice()
    {
        var attempts = new Dictionary<string, int>(StringComparer.Ordinal);
        return webhook =>
        {
            lock (attempts)
            {
                var id = (string)webhook.Json["id"]!;
                attempts[id] = attempts.GetValueOrDefault(id) + 1;
                return Task.FromResult(webhook.EventName == CustomerEvents.OfacChanged && attempts[id] <= 2 ? 500 : 200);
            }
        };
    }

    private static async Task EndAsync(Partner partner) => (await partner.PostAsync(
        $"/_emulator/partners/{partner.Id}/wait",
        new JsonObject { ["until"] = "idle", ["within"] = "3650d", ["timeout"] = "1m" })).Expect(HttpStatusCode.OK);

    private static string Story(IReadOnlyList<JsonObject> journal, JsonObject created, JsonObject ended)
    {
        var began = Moment(created["createdAt"]);
        var own = journal.Where(entry => (string?)entry["customerId"] == (string)created["id"]!).ToList();
        var told = own.Where(entry => (string)entry["kind"]! is "change" or "event")
            .Select(entry => $"{(entry["dueAt"] is { } due ? Moment(due) - began : null)} {entry["what"] ?? entry["eventName"]}");

        // News go by the event: the retries of one and the first attempt of the next one are at nobody's order.
        var sent = own.Where(entry => (string)entry["kind"]! == "event" && entry["eventId"] is not null)
            .Select(happened => own.Where(entry => (string)entry["kind"]! == "attempt" && (string)entry["eventId"]! == (string)happened["eventId"]!))
            .Select(attempts => string.Join(", ", attempts.Select(attempt => $"{attempt["attempt"]} {attempt["eventName"]} {attempt["statusCode"]}")));
        var first = own.Where(entry => (string)entry["kind"]! == "attempt" && (int)entry["attempt"]! == 1).Select(entry => (string)entry["eventName"]!);

        return string.Join('\n', [.. told, .. sent, string.Join(' ', first), $"{ended["ofac"]} {ended["pepScan"]}"]);
    }

    private static DateTimeOffset Moment(JsonNode? node) => DateTimeOffset.Parse(node!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
}
