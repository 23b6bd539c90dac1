using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Fuzzing.Targets;

/// <summary>
/// Snapshots. An input is a snapshot, or the name of a scenario, whose customer is saved halfway through its story, and lines that change the snapshot:
/// <c>customers.0.status=Inactive</c>. Either it is refused with a path and changes nothing, or the story can be played to its end and saved.
/// </summary>
internal sealed class SnapshotTarget : FuzzTarget
{
    private const int MostEdits = 8;

    private static readonly List<string> Scenarios = [.. PackTests.Names.Select(name => name.Data)];

    private static readonly string[] Values =
    [
        "", "null", "\"\"", "x", "-1", "0", "7", "2147483647", "9223372036854775807", "true", "[]", "{}", "0001-01-01T00:00:00Z", "2078-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999Z",
        "00000000-0000-0000-0000-000000000000", "-10675199.02:48:05.4775808", "3650.00:00:00", "https://user:password@callback.invalid/", "Finished", "Retrying",
    ];

    private readonly FuzzedEmulator _emulator = new();
    private readonly Dictionary<string, JsonObject> _halfway = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _seeds = [];
    private string _before = "";

    public override IReadOnlyList<string> Seeds => _seeds;

    private string Snapshot => $"{_emulator.Partner.Control}/snapshot";

    public override ValueTask DisposeAsync() => _emulator.DisposeAsync();

    protected override async Task StartAsync()
    {
        await _emulator.StartAsync();
        foreach (var scenario in Scenarios)
        {
            _halfway[scenario] = await SaveHalfwayAsync(scenario);
        }

        var places = _halfway.SelectMany(saved => PlacesIn(saved.Value).Select(place => (Scenario: saved.Key, Place: place))).DistinctBy(one => one.Place);
        _seeds = [.. places.Select((one, number) => $"{one.Scenario}\n{one.Place}={Values[number % Values.Length]}"), .. Scenarios, _halfway[Scenarios[0]].ToJsonString()];
        _before = await _emulator.ReadStateAsync();
    }

    protected override async Task TryAsync(string input)
    {
        var answer = await _emulator.SendAsync("PUT", Snapshot, Encoding.UTF8.GetBytes(input.StartsWith('{') ? input : Edit(input).ToJsonString()));
        if (answer.Status is not HttpStatusCode.OK)
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal(_before, await _emulator.ReadStateAsync());
            return;
        }

        await _emulator.SendAsync("POST", $"{_emulator.Partner.Control}/clock/advance", """{"by":"60d"}"""u8.ToArray());
        foreach (var path in new[] { Snapshot, $"{_emulator.Partner.Control}/journal?limit=1000", $"{_emulator.Partner.Control}/report", $"{_emulator.Partner.Control}/deliveries", $"{_emulator.Partner.Control}/customers" })
        {
            Assert.Equal(HttpStatusCode.OK, (await _emulator.SendAsync("GET", path)).Status);
        }

        _before = await _emulator.ReadStateAsync();
    }

    private async Task<JsonObject> SaveHalfwayAsync(string scenario)
    {
        var partner = _emulator.Partner;
        await partner.ResetAsync();
        await partner.RegisterAsync(new Uri(partner.Http.BaseAddress!, "/_emulator/inbox/fuzzed"), [.. CustomerEvents.All]);
        await PackTests.OnboardAsync(partner, scenario);
        (await partner.PostAsync($"{partner.Control}/clock/advance", new JsonObject { ["steps"] = 3 })).Expect(HttpStatusCode.OK);
        return (await partner.GetAsync(Snapshot)).Expect(HttpStatusCode.OK);
    }

    private JsonObject Edit(string input)
    {
        var (scenario, edits) = FuzzedLine.Split(input, Scenarios);
        var snapshot = _halfway[scenario].DeepClone().AsObject();
        foreach (var edit in edits.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(MostEdits))
        {
            var (place, value) = edit.IndexOf('=', StringComparison.Ordinal) is >= 0 and var end ? (edit[..end], edit[(end + 1)..]) : (edit, "");
            Set(snapshot, place.Split('.'), value is "" ? null : new Edited(ParseOrText(value)));
        }

        return snapshot;
    }

    // An unknown name selects an existing member, so that every edit changes something.
    private static void Set(JsonNode root, string[] place, Edited? edited)
    {
        var (parent, key) = (default(JsonNode), default(object));
        var node = (JsonNode?)root;
        foreach (var name in place)
        {
            object? step = node switch
            {
                JsonObject { Count: > 0 } some => some.ContainsKey(name) ? name : some.ElementAt((int)(name.Sum(letter => (long)letter) % some.Count)).Key,
                JsonArray { Count: > 0 } list => (int)(name.Sum(letter => (long)letter) % list.Count),
                _ => null,
            };
            if (step is null)
            {
                break;
            }

            (parent, key) = (node, step);
            node = step is string member ? node![member] : node![(int)step];
        }

        switch (parent)
        {
            case JsonObject some when edited is null:
                some.Remove((string)key!);
                break;
            case JsonObject some:
                some[(string)key!] = edited.Value;
                break;
            case JsonArray list when edited is null:
                list.Add(list[(int)key!]?.DeepClone());
                break;
            case JsonArray list:
                list[(int)key!] = edited.Value;
                break;
            default:
                break;
        }
    }

    private static JsonNode? ParseOrText(string value)
    {
        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return JsonValue.Create(value);
        }
    }

    private static IEnumerable<string> PlacesIn(JsonNode? node, string before = "") => node switch
    {
        JsonObject some => some.SelectMany(member => PlacesIn(member.Value, $"{before}{member.Key}.").Prepend($"{before}{member.Key}")),
        JsonArray list => list.Take(1).SelectMany((item, i) => PlacesIn(item, $"{before}{i}.").Prepend($"{before}{i}")),
        _ => [],
    };

    /// <param name="Value">The value that is set; null stands for JSON's null.</param>
    private sealed record Edited(JsonNode? Value);
}
