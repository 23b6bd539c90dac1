using System.Text.Json;
using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Kernel.Time;

namespace CrossRiver.Emulator.Kernel.Snapshots;

public sealed class SnapshotJsonTests
{
    private const string World = """{"partnerId":"00000001-0000-0000-0000-000000000000","now":"2026-03-02T09:00:00Z","epoch":1,"chanceSeed":-7,"clock":{"mode":"Real","speed":2,"now":"2026-03-02T09:00:00Z","machine":"2026-03-02T09:00:00Z"},"agenda":AGENDA,"counter":{"count":1}}""";

    private readonly SampleSnapshots _samples = new();

    [Fact]
    public void A_snapshot_has_the_parts_of_worlds_and_the_sections_of_the_file_as_members_and_nothing_of_the_process()
    {
        var state = _samples.State();

        Assert.Equal("checksum", state.AsObject().First().Key);
        Assert.Equal("""["a"]""", state["notes"]!.ToJsonString());
        Assert.Equal("""{"count":1}""", state["worlds"]![0]!["counter"]!.ToJsonString());
        Assert.Equal(
            """[{"dueAt":"2026-03-02T09:00:00+00:00","entry":{"kind":"ring","bell":"low"}},{"dueAt":"2026-03-02T09:00:00+00:00","entry":{"kind":"ring","bell":"high"}}]""",
            state["worlds"]![0]!["agenda"]!.ToJsonString(WireJson.Options));
        Assert.Equal("""{"kind":"control","at":"2026-03-02T09:00:00+00:00","by":"tester","what":"reset"}""", state["journal"]!["entries"]![0]!["other"]!.ToJsonString(WireJson.Options));
        Assert.False(state["worlds"]![0]!.AsObject().ContainsKey("notes"));
        Assert.False(state.AsObject().ContainsKey("sections"));
    }

    [Fact]
    public async Task What_is_written_is_read()
    {
        var state = _samples.State().ToJsonString(WireJson.Options);
        var snapshot = await _samples.ReadAsync<EmulatorSnapshot>(state);

        Assert.Equal(state, JsonSerializer.Serialize(snapshot, _samples.Json.Options));
        Assert.Equal(["a"], Assert.IsType<string[]>(snapshot.Sections["notes"]));
        Assert.Equal(2, snapshot.Worlds[1].Find<SampleSnapshots.SavedCounter>()!.Count);
        Assert.Null(snapshot.Worlds[1].Find<string>());
        Assert.Equal("high", Assert.IsType<SampleSnapshots.RingEntry>(snapshot.Worlds[1].Agenda[1].Entry).Bell);
        Assert.IsType<ControlEntry>(snapshot.Journal!.Entries.First().Other);
    }

    [Fact]
    public async Task The_kind_of_an_entry_may_be_anywhere_in_it()
    {
        var world = await _samples.ReadAsync<WorldSnapshot>(WorldWith("""[{"dueAt":"2026-03-02T09:00:00Z","entry":{"bell":"low","kind":"ring"}}]"""));

        Assert.Equal("low", Assert.IsType<SampleSnapshots.RingEntry>(Assert.Single(world.Agenda).Entry).Bell);
    }

    [Theory]
    [InlineData("null", "$: is null")]
    [InlineData("7", "$: is not as it should be (line 1, byte 2)")]
    [InlineData("[\n7]", "$: is not as it should be (line 1, byte 2)")]
    [InlineData("{\n", "$: is not as it should be (line 2, byte 1)")]
    public async Task What_is_no_snapshot_is_refused(string json, string message) => Assert.Equal(message, await RefusalAsync(json));

    [Theory]
    [InlineData("""[{"dueAt":7}]""", "$.agenda[0].dueAt: is not as it should be (line 1, byte ")]
    [InlineData("[{}]", "$.agenda[0]: entry is missing (line 1, byte 216)")]
    [InlineData("[null]", "$.agenda[0]: is not as it should be (line 1, byte 218)")]
    [InlineData("null", "$.agenda: is not as it should be (line 1, byte 217)")]
    [InlineData("""[{"entry":{"bell":"low"}}]""", "$.agenda[0].entry: its kind is missing")]
    [InlineData("""[{"entry":{"kind":"other"}}]""", "$.agenda[0].entry: is not as it should be (line 1, byte 239)")]
    [InlineData("""[{"dueAt":"2126-03-02T09:00:00Z"}]""", "$.agenda[0].dueAt: is a moment that no clock can show (line 1, byte ")]
    [InlineData("""[{"dueAt":"2026-03-02T09:00:00Z","dueAt":"2026-03-02T09:00:00Z"}]""", "$.agenda[0].dueAt: Duplicate property 'dueAt'")]
    public async Task A_wrong_value_is_refused_with_its_place_and_without_types_of_dotnet(string agenda, string message)
    {
        var refusal = await RefusalAsync(WorldWith(agenda));

        Assert.StartsWith(message, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "$: ")]
    [InlineData(""","counter":null""", "$.counter: ")]
    public async Task A_part_that_each_snapshot_has_is_not_missing(string part, string message) =>
        Assert.StartsWith(message, await RefusalAsync(WorldWith("[]").Replace(""","counter":{"count":1}""", part, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public async Task A_section_may_be_absent() => Assert.Empty((await _samples.ReadAsync<EmulatorSnapshot>("""{"clock":{"mode":"Manual","speed":1,"now":"2026-03-02T09:00:00Z","machine":"2026-03-02T09:00:00Z"},"calls":0,"worlds":[]}""")).Sections);

    [Fact]
    public void A_snapshot_of_a_newer_format_is_refused()
    {
        var snapshot = new EmulatorSnapshot { Clock = new SavedClock(ClockMode.Manual, 1, SampleSnapshots.Now, SampleSnapshots.Now), Calls = 0, Worlds = [] };

        SnapshotReading.RequireFormat(snapshot);
        Assert.Equal("$.format: it has form 2, and only form 1 is known; a newer emulator has made it", Assert.Throws<InvalidDataException>(() => SnapshotReading.RequireFormat(snapshot with { Format = 2 })).Message);
    }

    private async Task<string> RefusalAsync(string json) => (await Assert.ThrowsAsync<InvalidDataException>(() => _samples.ReadAsync<WorldSnapshot>(json))).Message;

    private static string WorldWith(string agenda) => World.Replace("AGENDA", agenda, StringComparison.Ordinal);
}
