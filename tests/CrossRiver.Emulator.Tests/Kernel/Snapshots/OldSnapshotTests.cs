using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Snapshots that version 0.1.0 wrote in the middle of each scenario of the pack, each with the rest of its story.</summary>
public sealed class OldSnapshotTests : IAsyncLifetime
{
    private static readonly string Written = Path.Combine(RunningProgram.Repository, "tests/CrossRiver.Emulator.Tests/Kernel/Snapshots/Written");

    private readonly RunningEmulator _emulator = new();

    public static TheoryData<string> Scenarios =>
        [.. Directory.GetFiles(Written, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task A_snapshot_of_an_older_version_is_restored_and_its_story_goes_on(string scenario)
    {
        var written = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Written, $"{scenario}.json"), TestContext.Current.CancellationToken))!;
        var partner = _emulator.NewPartner(Guid.Parse((string)written["snapshot"]!["partnerId"]!));

        (await partner.PutAsync($"/_emulator/partners/{partner.Id}/snapshot", written["snapshot"]!.AsObject())).Expect(HttpStatusCode.OK);

        // Its identifiers are older than the byte of the partner in them.
        var old = Assert.Single(await partner.GetAllAsync($"{partner.Control}/customers?"));
        (await partner.GetAsync($"/_emulator/customers/{old["id"]}/timeline")).Expect(HttpStatusCode.OK);
        (await partner.PostAsync($"/_emulator/partners/{partner.Id}/clock/advance", new JsonObject { ["by"] = "1440h" })).Expect(HttpStatusCode.OK);

        var rest = (await partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! is "change" or "event");
        Assert.Equal(written["rest"]!.AsArray().Select(entry => Line(entry!)), rest.Select(Line));
    }

    private static string Line(JsonNode entry) =>
        $"{entry["at"]} {entry["kind"]} {entry["customerId"]} {entry["what"]}{entry["eventName"]} {entry["eventId"]}";
}
