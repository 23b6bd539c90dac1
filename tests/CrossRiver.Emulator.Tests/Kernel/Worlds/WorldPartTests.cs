using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Worlds.Parts;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>A part that an area registers, as a new module of the bank would: a counter.</summary>
public sealed class WorldPartTests : IAsyncLifetime
{
    private readonly RunningEmulator _emulator = new()
    {
        Configure = builder => builder.Services.AddWorldPart(new WorldPartType<Counter, SavedCounter>
        {
            Name = "counter",
            Create = (_, _) => new Counter(),
            Unused = _ => new SavedCounter(0),
            Check = (saved, snapshot) => snapshot.Place.Of("counter.count").Require(saved.Count < 100, "it has counted too far"),
        }),
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public void A_part_is_created_on_its_first_use_and_is_the_same_from_then_on()
    {
        var world = WorldOf(_emulator.NewPartner());
        Assert.Null(world.FindPart<Counter>());

        var counter = world.Part<Counter>();

        Assert.Same(counter, world.Part<Counter>());
        Assert.Same(counter, world.FindPart<Counter>());
    }

    [Fact]
    public void Threads_that_use_a_part_for_the_first_time_at_once_get_the_same_one()
    {
        var world = WorldOf(_emulator.NewPartner());
        var created = new Counter[8];

        Parallel.For(0, created.Length, index => created[index] = world.Part<Counter>());

        Assert.Single(created.Distinct());
    }

    [Fact]
    public async Task A_snapshot_contains_the_part_also_while_it_is_unused_and_the_world_continues_from_it()
    {
        var partner = _emulator.NewPartner();
        var world = WorldOf(partner);
        var unused = (await partner.GetAsync($"{partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        world.Part<Counter>().Count = 7;
        var used = (await partner.GetAsync($"{partner.Control}/snapshot")).Expect(HttpStatusCode.OK);

        (await partner.PutAsync($"{partner.Control}/snapshot", unused)).Expect(HttpStatusCode.OK);
        var before = world.Part<Counter>().Count;
        (await partner.PutAsync($"{partner.Control}/snapshot", used)).Expect(HttpStatusCode.OK);

        Assert.Equal("""{"count":0}""", unused["counter"]!.ToJsonString());
        Assert.Equal((0, 7), (before, world.Part<Counter>().Count));
    }

    [Fact]
    public async Task A_reset_clears_the_part()
    {
        var partner = _emulator.NewPartner();
        var counter = WorldOf(partner).Part<Counter>();
        counter.Count = 7;

        (await partner.PostAsync($"{partner.Control}/reset", new JsonObject())).Expect(HttpStatusCode.OK);

        Assert.Equal(0, counter.Count);
    }

    [Fact]
    public async Task A_snapshot_of_before_the_part_existed_leaves_it_unused()
    {
        var partner = _emulator.NewPartner();
        var counter = WorldOf(partner).Part<Counter>();
        var snapshot = (await partner.GetAsync($"{partner.Control}/snapshot")).Expect(HttpStatusCode.OK).AsObject();
        snapshot.Remove("counter");
        counter.Count = 7;

        (await partner.PutAsync($"{partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.OK);

        Assert.Equal(0, counter.Count);
    }

    [Theory]
    [InlineData("""{ "count": 100 }""", "$.counter.count: it has counted too far")]
    [InlineData("""{ "count": -1 }""", "$.counter.count: must be a number from 0 to 1000000000")]
    [InlineData("null", "$.counter")]
    public async Task A_part_that_does_not_agree_is_refused_where_it_stands_and_changes_nothing(string saved, string message)
    {
        var partner = _emulator.NewPartner();
        var counter = WorldOf(partner).Part<Counter>();
        var snapshot = (await partner.GetAsync($"{partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        snapshot["counter"] = JsonNode.Parse(saved);
        counter.Count = 7;

        var answer = (await partner.PutAsync($"{partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.BadRequest);

        Assert.Contains(message, answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(7, counter.Count);
    }

    private World WorldOf(Partner partner) => _emulator.Services.GetRequiredService<WorldDirectory>().Open(partner.Id);

    internal sealed class Counter : IWorldPart<SavedCounter>
    {
        public int Count { get; set; }

        public SavedCounter Save() => new(Count);

        public void Load(SavedCounter saved) => Count = saved.Count;

        public int Clear(ResetOptions reset)
        {
            var cleared = Count;
            Count = 0;
            return cleared;
        }
    }

    internal sealed record SavedCounter(int Count);
}
