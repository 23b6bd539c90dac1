using System.Globalization;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>A snapshot whose values are each possible, but not together.</summary>
public sealed class SnapshotCheckTests
{
    private const string Clock = "its clock has a speed that is out of range";
    private const string Order = "the entries are not in order";
    private const string Either = "an entry is either a call or something else";
    private const string Attempt = "an attempt has no callback URL or no duration";

    private readonly SampleSnapshots _samples = new();

    [Fact]
    public async Task What_an_emulator_has_written_is_taken()
    {
        var snapshot = await _samples.ReadAsync<EmulatorSnapshot>(_samples.State().ToJsonString());

        _samples.Check(snapshot);
        _samples.Check(snapshot.Worlds[0]);
    }

    [Theory]
    [InlineData("clock.speed", "0.001")]
    [InlineData("worlds.0.clock.speed", "1000000")]
    [InlineData("journal", "null")]
    [InlineData("worlds.0.journal", "null")]
    [InlineData("notes", "null")]
    [InlineData("journal.entries.0.other", """{"kind":"attempt","at":"2026-03-02T09:00:00Z","eventName":"E","eventId":"6e80b097-693c-4592-8440-02f345335bbf","attempt":1,"callbackUrl":"https://a.test","durationMilliseconds":0}""")]
    [InlineData("journal.entries.0.other", """{"kind":"attempt","at":"2026-03-02T09:00:00Z","eventName":"E","eventId":"6e80b097-693c-4592-8440-02f345335bbf","attempt":1,"callbackUrl":"https://a.test","durationMilliseconds":999999999}""")]
    public async Task What_can_be_is_taken(string place, string value) => Assert.Null(await RefusalAsync(place, value));

    [Theory]
    [InlineData("clock.speed", "0", $"$.clock.speed: {Clock}")]
    [InlineData("clock.speed", "1000001", $"$.clock.speed: {Clock}")]
    [InlineData("worlds.1.clock.speed", "0.0009", $"$.worlds[1].clock.speed: {Clock}")]
    [InlineData("journal.entries.0.number", "0", $"$.journal.entries[0]: {Order}")]
    [InlineData("worlds.0.journal.entries.1.number", "1", $"$.worlds[0].journal.entries[1]: {Order}")]
    [InlineData("worlds.0.journal.entries.1.order", "1", $"$.worlds[0].journal.entries[1]: {Order}")]
    [InlineData("worlds.0.journal.entries.0.other", "null", $"$.worlds[0].journal.entries[0]: {Either}")]
    [InlineData("worlds.0.journal.entries.0.call", """{"at":"2026-03-02T09:00:00Z","method":"GET","path":"/","requestId":"r"}""", $"$.worlds[0].journal.entries[0]: {Either}")]
    [InlineData("journal.entries.0.other", """{"kind":"attempt","at":"2026-03-02T09:00:00Z","eventName":"E","eventId":"6e80b097-693c-4592-8440-02f345335bbf","attempt":1,"callbackUrl":"nowhere","durationMilliseconds":1}""", $"$.journal.entries[0]: {Attempt}")]
    [InlineData("journal.entries.0.other", """{"kind":"attempt","at":"2026-03-02T09:00:00Z","eventName":"E","eventId":"6e80b097-693c-4592-8440-02f345335bbf","attempt":1,"callbackUrl":"https://a.test","durationMilliseconds":-1}""", $"$.journal.entries[0]: {Attempt}")]
    [InlineData("journal.entries.0.other", """{"kind":"attempt","at":"2026-03-02T09:00:00Z","eventName":"E","eventId":"6e80b097-693c-4592-8440-02f345335bbf","attempt":1,"callbackUrl":"https://a.test","durationMilliseconds":1000000000}""", $"$.journal.entries[0]: {Attempt}")]
    [InlineData("worlds.1.partnerId", "\"00000001-0000-0000-0000-000000000000\"", "$.worlds[1]: the world of partner 00000001-0000-0000-0000-000000000000 is there twice")]
    [InlineData("worlds.1.counter.count", "100", "$.worlds[1].counter: it has counted too far")]
    [InlineData("notes", """["a","b"]""", "$.notes: there are too many")]
    public async Task What_cannot_be_is_refused_with_its_place(string place, string value, string message) => Assert.Equal(message, await RefusalAsync(place, value));

    [Fact]
    public void A_world_alone_is_checked_too()
    {
        var world = SampleSnapshots.World(1);

        Assert.Equal($"$.clock.speed: {Clock}", Assert.Throws<InvalidDataException>(() => _samples.Check(world with { Clock = world.Clock with { Speed = 0 } })).Message);
    }

    private async Task<string?> RefusalAsync(string place, string value)
    {
        var state = _samples.State();
        var names = place.Split('.');
        var parent = names.SkipLast(1).Aggregate(state, (part, name) => part is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)]! : part[name]!);
        if (value is "null")
        {
            parent.AsObject().Remove(names[^1]);
        }
        else if (parent is JsonArray list)
        {
            list[int.Parse(names[^1], CultureInfo.InvariantCulture)] = JsonNode.Parse(value);
        }
        else
        {
            parent[names[^1]] = JsonNode.Parse(value);
        }

        var snapshot = await _samples.ReadAsync<EmulatorSnapshot>(state.ToJsonString());
        return Record.Exception(() => _samples.Check(snapshot))?.Message;
    }
}
