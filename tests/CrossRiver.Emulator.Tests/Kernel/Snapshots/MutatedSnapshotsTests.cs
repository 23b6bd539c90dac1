using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Bogus;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>
/// Snapshots with anything wrong in them: either one is refused with a path and changes nothing, or its world works to the end of its story and can be kept
/// again. More changes of each snapshot than usual: <c>SNAPSHOT_CHANGES=1000</c> in the environment.
/// </summary>
[Trait("lane", "slow")]
public sealed class MutatedSnapshotsTests : IAsyncLifetime
{
    private static readonly int Changes = int.Parse(Environment.GetEnvironmentVariable("SNAPSHOT_CHANGES") ?? "15", CultureInfo.InvariantCulture);

    private static readonly Func<JsonNode?, JsonNode?>[] Mutations =
    [
        _ => null,
        _ => "",
        _ => "x",
        _ => -1,
        _ => 0,
        _ => 7,
        _ => int.MaxValue,
        _ => long.MaxValue,
        _ => true,
        _ => new JsonArray(),
        _ => new JsonObject(),
        _ => "0001-01-01T00:00:00Z",
        _ => "2078-12-31T23:59:59Z",
        _ => "9999-12-31T23:59:59.9999999Z",
        _ => Guid.Empty.ToString(),
        _ => "-10675199.02:48:05.4775808",
        _ => "3650.00:00:00",
        _ => "https://user:password@callback.invalid/",
        value => value is JsonArray { Count: > 0 } list ? new JsonArray([.. list.Concat(list).Select(item => item?.DeepClone())]) : "Finished",
        value => value is JsonObject some ? new JsonObject(some.Skip(1).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))) : "Retrying",
    ];

    private readonly RunningEmulator _emulator = new();
    private readonly RunningEmulator _elsewhere = new();

    public static TheoryData<string> Pack => PackTests.Names;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await _elsewhere.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Pack))]
    public async Task A_snapshot_with_anything_wrong_is_refused_with_its_place_or_its_world_works(string scenario)
    {
        await using var inbox = await WebhookInbox.StartAsync(webhook => Task.FromResult(webhook.EventName == CustomerEvents.OfacChanged ? 500 : 200));
        var snapshot = await HalfwayAsync(_emulator.NewPartner(), inbox, scenario);
        var guest = _elsewhere.NewPartner(Guid.Parse((string)snapshot["partnerId"]!));
        var places = PlacesIn(snapshot).ToList();
        var random = new Randomizer(scenario.Sum(letter => letter));
        var taken = 0;

        for (var change = 0; change < Changes; change++)
        {
            var place = random.ListItem(places);
            var mutated = snapshot.DeepClone().AsObject();
            Mutate(mutated, place, random.ArrayElement(Mutations));
            taken += await TryAsync(guest, mutated, $"{string.Join('.', place)} in {mutated.ToJsonString()}") ? 1 : 0;
        }

        (await guest.PutAsync(PathOf(guest), snapshot)).Expect(HttpStatusCode.OK);
        TestContext.Current.SendDiagnosticMessage($"{scenario}: {taken} of {Changes} taken");
    }

    private static async Task<JsonObject> HalfwayAsync(Partner partner, WebhookInbox inbox, string scenario)
    {
        (await partner.PutAsync($"/_emulator/partners/{partner.Id}/clock", new JsonObject { ["mode"] = "manual" })).Expect(HttpStatusCode.OK);
        await partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All]);
        await PackTests.OnboardAsync(partner, scenario);
        var snapshots = new List<JsonObject>();
        for (JsonNode? next = ""; next is not null && snapshots.Count < 12; next = (await partner.PostAsync($"/_emulator/partners/{partner.Id}/clock/advance", new JsonObject { ["steps"] = 1 })).Expect(HttpStatusCode.OK)["next"])
        {
            snapshots.Add((await partner.GetAsync(PathOf(partner))).Expect(HttpStatusCode.OK));
        }

        return snapshots[snapshots.Count / 2];
    }

    private static async Task<bool> TryAsync(Partner guest, JsonObject mutated, string what)
    {
        var put = await guest.PutAsync(PathOf(guest), mutated);
        if (put.Status is HttpStatusCode.BadRequest)
        {
            Assert.StartsWith("This is no snapshot that can be restored: $", put.Messages[0], StringComparison.Ordinal);
            return false;
        }

        Assert.True(put.Status is HttpStatusCode.OK, $"{put.Status} for {what}");
        foreach (var call in new Func<Task<Answer>>[]
        {
            () => guest.PostAsync($"/_emulator/partners/{guest.Id}/clock/advance", new JsonObject { ["by"] = "60d" }),
            () => guest.GetAsync($"/_emulator/partners/{guest.Id}/journal?limit=1000"),
            () => guest.GetAsync($"/_emulator/partners/{guest.Id}/report"),
            () => guest.GetAsync($"/_emulator/partners/{guest.Id}/deliveries"),
            () => guest.GetAsync($"/core/v1/cm/customers?partnerId={guest.Id}"),
            () => guest.GetAsync($"/webhooks/v1/registrations?partnerId={guest.Id}"),
            () => guest.GetAsync($"/_emulator/partners/{guest.Id}"),
            () => guest.GetAsync(PathOf(guest)),
        })
        {
            var answer = await call().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.True(answer.Status is HttpStatusCode.OK, $"{answer.Status} {answer.Text} after {what}");
        }

        return true;
    }

    private static string PathOf(Partner partner) => $"/_emulator/partners/{partner.Id}/snapshot";

    // The partner is named by the path, too: that it is another one is another test's.
    private static IEnumerable<IReadOnlyList<string>> PlacesIn(JsonNode? node, params IReadOnlyList<string> before) => node switch
    {
        JsonObject some => some.Where(member => member.Key is not "partnerId" || before.Count > 0).SelectMany(member => PlacesIn(member.Value, [.. before, member.Key]).Prepend([.. before, member.Key])),
        JsonArray list => list.SelectMany((item, i) => PlacesIn(item, [.. before, $"{i}"]).Prepend([.. before, $"{i}"])),
        _ => [],
    };

    private static void Mutate(JsonNode root, IReadOnlyList<string> place, Func<JsonNode?, JsonNode?> mutation)
    {
        var parent = place.SkipLast(1).Aggregate(root, (node, name) => node is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)]! : node[name]!);
        if (parent is JsonArray items)
        {
            var index = int.Parse(place[^1], CultureInfo.InvariantCulture);
            items[index] = mutation(items[index]);
        }
        else if (mutation(parent[place[^1]]) is { } changed)
        {
            parent[place[^1]] = changed;
        }
        else
        {
            parent.AsObject().Remove(place[^1]);
        }
    }
}
