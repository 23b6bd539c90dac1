using System.Collections.Frozen;
using CrossRiver.Emulator.Control.Webhooks;
using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
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
        var chosen = state is "" ? all : [.. all.Where(delivery => StateOf(delivery) == state)];
        var shown = NewestFirst<Delivery>.Of(chosen, delivery => delivery.Number, PageSize, address);
        var paused = all.Where(delivery => delivery.State is DeliveryState.Paused).ToList();
        var isPaused = world.RunLocked(() => world.FindPart<Modules.Webhooks.Delivering.Deliveries>()?.Manual.IsPaused ?? false);
        var actions = new DeliveryActions(world, page);
        var due = NextAttemptsOf(world, shown.Rows);
        return new DeliveriesModel(EasternTime.From(world.Clock.Now), [.. shown.Rows.Select(delivery => LineOf(delivery, world, actions, due))])
        {
            IsPaused = isPaused,
            Paused = paused.Count,
            Actions = actions.OfAll(isPaused, paused.FirstOrDefault()),
            States = StatesOf(all, state, address.With("before", null)),
            Neighbours = shown.Neighbours,
        };
    }

    private static string StateOf(Delivery delivery) => WireJson.NameOf(DeliveryBody.OutcomeOf(delivery));

    private static IReadOnlyList<FilterLink> StatesOf(List<Delivery> all, string current, ListAddress address)
    {
        var counts = all.CountBy(StateOf).ToDictionary(StringComparer.Ordinal);
        return
        [
            new FilterLink("all", $"{address.With(State, null)}", current is "") { Count = all.Count },
            .. Enum.GetValues<DeliveryOutcome>().Select(WireJson.NameOf).Select(state =>
                new FilterLink(state, $"{address.With(State, state)}", state == current) { Count = counts.GetValueOrDefault(state) }),
        ];
    }

    private static FrozenDictionary<Guid, DateTimeOffset> NextAttemptsOf(World world, IReadOnlyList<Delivery> shown)
    {
        var late = shown.Where(delivery => delivery.State is DeliveryState.Retrying or DeliveryState.Delayed);
        var booked = late.Select(delivery => delivery.Event.Id).ToHashSet();
        var due = world.RunLocked(() => world.Agenda.DueOf(booked).Where(due => due.Entry is RetryEntry or LateEntry).ToList());
        return due.ToLookup(entry => entry.Entry.OfEvent!.Value).ToFrozenDictionary(entries => entries.Key, entries => entries.Min(entry => entry.DueAt));
    }

    private static DeliveryLine LineOf(Delivery delivery, World world, DeliveryActions actions, FrozenDictionary<Guid, DateTimeOffset> due) =>
        new(delivery.Event.Id, delivery.Event.EventName, EasternTime.From(delivery.Event.CreatedAt), StateOf(delivery))
        {
            Waits = DeliveryWords.WaitOf(delivery),
            NextAttemptAt = due.TryGetValue(delivery.Event.Id, out var at) ? EasternTime.From(at) : null,
            Customer = CustomerLinks.Of(world, delivery.Event.CustomerId),
            SentAs = delivery.Event.SentAs,
            Request = RequestOf(delivery),
            Attempts = DeliveryWords.AttemptsOf(delivery),
            Actions = actions.Of(delivery),
        };

    private static string RequestOf(Delivery delivery) =>
        JsonSerializer.Serialize(MaskedBody.Read(JsonSerializer.SerializeToUtf8Bytes(WebhookEventBody.Sent(delivery), WireJson.Options)), PageContext.Indented);
}
