using CrossRiver.Emulator.Kernel.Worlds;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Events;

public sealed class WorldEventsTests
{
    [Fact]
    public void An_event_reaches_each_subscriber_in_order_and_is_counted()
    {
        var heard = new List<string>();
        using var worlds = new SampleWorlds(services => services
            .AddSingleton(new EventSubscriber((world, happened) => heard.Add($"first {world.PartnerId} {happened.About}")))
            .AddSingleton(new EventSubscriber((_, happened) => heard.Add($"second {happened.Type.Name}"))));

        worlds.World.RunLocked(() =>
        {
            worlds.World.Events.Publish(Happened());
            worlds.World.Events.Publish(Happened());
            return true;
        });

        Assert.Equal([$"first {SampleWorlds.Id(1)} account 2100000017", "second Core.Account.Opened"], heard.Take(2));
        Assert.Equal((4, 2L), (heard.Count, worlds.World.Events.Published));
    }

    [Fact]
    public void A_step_may_emit_an_event_unless_its_type_says_otherwise() => Assert.Equal((true, false), (Happened().Type.CanBeEmitted, (Happened().Type with { CanBeEmitted = false }).CanBeEmitted));

    private static DomainEvent Happened() => new()
    {
        Type = new EventType("Core.Account.Opened", "An account was opened."),
        At = SampleWorlds.Start,
        About = new ResourceKey("account", "2100000017"),
        OrderingKey = "a",
        Key = "a",
        Version = 1,
        Path = "accounts/2100000017",
        Details = [],
    };
}
