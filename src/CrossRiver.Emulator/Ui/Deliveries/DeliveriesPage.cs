using CrossRiver.Emulator.Control.Webhooks;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Deliveries;

/// <summary>Builds the deliveries of a world: each with its state, its attempts and the actions on it.</summary>
internal sealed class DeliveriesPage(WorldDirectory worlds)
{
    private const int PageSize = 50;
    private const string State = "state";

    public (PageFrame Frame, DeliveriesModel Model) Of(Guid partnerId, PageContext page)
    {
        var world = worlds.Require(partnerId);
        var frame = page.Frame("Deliveries", "Deliveries", world);
        return (frame, Build(world, page, ListAddress.Of(frame)));
    }

    private static DeliveriesModel Build(World world, PageContext page, ListAddress address)
    {
        var all = world.AllDeliveries.ToList();
        var state = address.TextOf(State);
        var chosen = state is "" ? all : [.. all.Where(delivery => DeliveryLines.StateOf(delivery) == state)];
        var shown = NewestFirst<Delivery>.Of(chosen, delivery => delivery.Number, PageSize, address);
        var paused = all.Where(delivery => delivery.State is DeliveryState.Paused).ToList();
        var isPaused = world.RunLocked(() => world.FindPart<Modules.Webhooks.Delivering.Deliveries>()?.Manual.IsPaused ?? false);
        return new DeliveriesModel(EasternTime.From(world.Clock.Now), new DeliveryLines(world, page).Of(shown.Rows))
        {
            IsPaused = isPaused,
            Paused = paused.Count,
            Actions = new DeliveryActions(world, page).OfAll(isPaused, paused.FirstOrDefault()),
            States = StatesOf(all, state, address.With("before", null)),
            Neighbours = shown.Neighbours,
        };
    }

    private static IReadOnlyList<FilterLink> StatesOf(List<Delivery> all, string current, ListAddress address)
    {
        var counts = all.CountBy(DeliveryLines.StateOf).ToDictionary(StringComparer.Ordinal);
        return
        [
            new FilterLink("all", $"{address.With(State, null)}", current is "") { Count = all.Count },
            .. Enum.GetValues<DeliveryOutcome>().Select(WireJson.NameOf).Select(state =>
                new FilterLink(state, $"{address.With(State, state)}", state == current) { Count = counts.GetValueOrDefault(state) }),
        ];
    }
}
