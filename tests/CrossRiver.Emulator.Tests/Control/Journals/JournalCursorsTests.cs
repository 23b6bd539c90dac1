using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>The cursors and epochs of a world over its lives: none comes twice, and one that cannot be served says so.</summary>
public sealed class JournalCursorsTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public JournalCursorsTests() => _partner = _emulator.NewPartner();

    private string World => $"/_emulator/partners/{_partner.Id}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task The_next_world_of_a_partner_repeats_no_epoch_and_no_number()
    {
        await _partner.OnboardAsync();
        var before = await ReadAsync();
        await _partner.DeleteAsync(World);
        var between = await _partner.GetAsync($"{World}/journal?after={Cursor(before)}");
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(2), _partner);

        var next = await ReadAsync();
        var since = await ReadAsync(after: Cursor(before));

        Assert.Equal(HttpStatusCode.NotFound, between.Status);
        Assert.True((int)next["epoch"]! > (int)before["epoch"]!);
        Assert.All(NumbersOf(next), number => Assert.True(number > Cursor(before)));
        Assert.Equal(NumbersOf(next), NumbersOf(since));
        Assert.Equal((0, 1), ((int)next["lost"]!, (int)since["lost"]!));
        Assert.Null(since["restarted"]);
    }

    [Fact]
    public async Task A_snapshot_in_a_new_process_goes_on_behind_the_epoch_and_the_numbers_of_its_world()
    {
        await _partner.OnboardAsync();
        (await _partner.PostAsync($"{World}/reset", new JsonObject { ["keep"] = new JsonArray("journal") })).Expect(HttpStatusCode.OK);
        await _partner.OnboardAsync();
        var before = await ReadAsync();
        var one = (await _partner.GetAsync($"{World}/snapshot")).Expect(HttpStatusCode.OK);
        var all = (await _partner.GetAsync("/_emulator/snapshot")).Expect(HttpStatusCode.OK);
        var cursorOfAll = (long)(await _partner.GetAsync("/_emulator/journal")).Expect(HttpStatusCode.OK)["cursor"]!;

        await using var next = new StandingEmulator();
        var guest = next.NewPartner(_partner.Id);
        (await guest.PutAsync($"{World}/snapshot", one)).Expect(HttpStatusCode.OK);
        var first = (await guest.GetAsync($"{World}/journal?after={Cursor(before)}")).Expect(HttpStatusCode.OK);
        (await guest.PutAsync("/_emulator/snapshot", all)).Expect(HttpStatusCode.OK);
        var second = (await guest.GetAsync($"{World}/journal?after={Cursor(before)}")).Expect(HttpStatusCode.OK);
        var merged = (await guest.GetAsync($"/_emulator/journal?after={cursorOfAll}")).Expect(HttpStatusCode.OK);

        Assert.Equal([Cursor(before) + 1], NumbersOf(first));
        Assert.Equal([Cursor(before) + 1, Cursor(before) + 2], NumbersOf(second));
        Assert.Equal((0, 3, 4), ((int)first["lost"]!, (int)first["epoch"]!, (int)second["epoch"]!));
        Assert.Equal("restore: epoch 4 begins", (string)Assert.Single(merged["entries"]!.AsArray())!["what"]!);
    }

    [Fact]
    public async Task A_cursor_of_an_earlier_life_is_served_from_the_beginning_and_says_so_everywhere()
    {
        await _partner.OnboardAsync();

        var (read, all) = (await ReadAsync(after: 1000), (await _partner.GetAsync("/_emulator/journal?after=1000")).Expect(HttpStatusCode.OK));
        var waited = (await _partner.PostAsync($"{World}/wait", new JsonObject { ["until"] = "call", ["after"] = 1000 })).Expect(HttpStatusCode.OK);
        var vain = await _partner.PostAsync($"{World}/wait", new JsonObject { ["until"] = "event", ["after"] = 1000, ["timeout"] = "0s" });
        var end = await ReadAsync(after: 9_007_199_254_740_991);

        Assert.Equal((true, true, true, true), ((bool)read["restarted"]!, (bool)all["restarted"]!, (bool)waited["restarted"]!, (bool)vain.Json["restarted"]!));
        Assert.Equal([1, 2, 3], NumbersOf(read));
        Assert.Equal((0, 3, 1), ((int)read["lost"]!, (int)read["cursor"]!, (int)waited["cursor"]!));
        Assert.Equal((HttpStatusCode.RequestTimeout, 3, 0), (vain.Status, (int)end["cursor"]!, end["entries"]!.AsArray().Count));
        Assert.Null(end["restarted"]);
    }

    private async Task<JsonObject> ReadAsync(long after = 0) => (await _partner.GetAsync($"{World}/journal?after={after}&limit=1000")).Expect(HttpStatusCode.OK);

    private static long Cursor(JsonObject answer) => (long)answer["cursor"]!;

    private static IReadOnlyList<long> NumbersOf(JsonObject answer) => [.. answer["entries"]!.AsArray().Select(entry => (long)entry!["number"]!)];
}
