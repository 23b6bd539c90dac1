using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Events;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;

/// <summary>The ways that faults send whole events: too late, in another order, several times.</summary>
/// <param name="agenda">Where what comes later is booked.</param>
/// <param name="store">Where deliveries are kept.</param>
/// <param name="record">Told of the faults.</param>
/// <param name="goOn">Takes a delivery whose detour is over.</param>
/// <remarks>Used in the world's turn only. What waits here is on the agenda and not under way.</remarks>
internal sealed class Detours(EmulatorClock clock, Agenda agenda, Chance chance, DeliveryStore store, DeliveryRecord record, Action<Delivery> goOn)
{
    // As many as the bank gathers into one event, about.
    private const int MostGathered = 10_000;

    // The events that are gathered to be sent in another order, by their customer and rule.
    private readonly Dictionary<string, List<Guid>> _gathered = new(StringComparer.Ordinal);

    /// <summary>Sends a delivery on a detour, if a fault wants it.</summary>
    /// <returns>Whether it is on one.</returns>
    public bool TryTake(Delivery delivery)
    {
        if (delivery.Plan is { Reorder: { } reorder } plan && HasRoom(delivery, reorder))
        {
            Gather(store.Keep(delivery with { Plan = plan with { Reorder = null }, State = DeliveryState.Delayed }), reorder);
            return true;
        }

        if (delivery.Plan is { Late: { } late } lately && HasRoom(delivery, "late", late))
        {
            record.Faulted(delivery, "late", late.Rule);
            store.Keep(delivery with { Plan = lately with { Late = null }, State = DeliveryState.Delayed });
            agenda.Book(ClockCourse.Later(clock.Now, chance.From(lately.Seed).Of(late.Fault.Late!.Value, $"{late.Choice}/late")), new LateEntry(delivery.Event.Id));
            return true;
        }

        return false;
    }

    /// <summary>Whether a delivery is not late any more: somebody has sent it on its way, or dropped it.</summary>
    public bool IsVoid(LateEntry entry) => store.Find(entry.EventId) is not { State: DeliveryState.Delayed };

    /// <summary>A delivery has been late for long enough.</summary>
    public void End(LateEntry entry) => GoOn(entry.EventId);

    /// <summary>The time in which events are gathered is over: they go on in another order.</summary>
    public void End(ReorderEntry entry)
    {
        if (!_gathered.Remove(entry.Window, out var gathered))
        {
            return;
        }

        foreach (var eventId in OtherOrder.Of(gathered, entry.How, chance.From(entry.Seed), entry.Choice))
        {
            GoOn(eventId);
        }
    }

    /// <summary>The first attempt of a delivery begins: its copies are counted from now.</summary>
    /// <returns>The delivery, as it is kept now.</returns>
    public Delivery Leave(Delivery delivery)
    {
        if (delivery.Plan is not { Duplicate: { Fault.Duplicate: { } duplicate } planned } plan)
        {
            return delivery;
        }

        var due = clock.Now;
        for (var copy = 1; copy <= duplicate.Copies && HasRoom(delivery, "duplicate", planned); copy++)
        {
            due = ClockCourse.Later(due, chance.From(plan.Seed).Of(duplicate.Gap, $"{planned.Choice}/gap/{copy}"));
            agenda.Book(due, CopyOf(delivery, plan, "duplicate", planned.Rule, copy, duplicate.SameId));
        }

        return store.Keep(delivery with { Plan = plan with { Duplicate = null } });
    }

    /// <summary>The partner has taken an event: it may come again.</summary>
    public void Take(Delivery delivery)
    {
        if (delivery is not { IsLost: false, Plan: { Replay: { Fault.Replay: { } replay } planned } plan })
        {
            return;
        }

        var due = clock.Now;
        for (var time = 1; time <= replay.Times && HasRoom(delivery, "replay", planned); time++)
        {
            due = ClockCourse.Later(due, chance.From(plan.Seed).Of(replay.After, $"{planned.Choice}/after/{time}"));
            agenda.Book(due, CopyOf(delivery, plan, "replay", planned.Rule, time, hasSameId: true));
        }

        store.Keep(delivery with { Plan = plan with { Replay = null } });
    }

    public void Clear() => _gathered.Clear();

    /// <summary>The events that are gathered to be sent in another order, by their customer and rule.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Guid>> Save() =>
        _gathered.ToDictionary(gathered => gathered.Key, gathered => (IReadOnlyList<Guid>)[.. gathered.Value], StringComparer.Ordinal);

    /// <summary>Goes on gathering what was saved; its end is on the agenda.</summary>
    public void Load(IReadOnlyDictionary<string, IReadOnlyList<Guid>> saved)
    {
        foreach (var (window, gathered) in saved)
        {
            _gathered[window] = [.. gathered];
        }
    }

    private static string WindowOf(Delivery delivery, PlannedFault planned) => $"{delivery.Event.CustomerId}/{planned.Name}";

    private bool HasRoom(Delivery delivery, PlannedFault reorder) =>
        _gathered.GetValueOrDefault(WindowOf(delivery, reorder)) is not { Count: >= MostGathered } || LeaveOut(delivery, "reorder", reorder);

    private bool HasRoom(Delivery delivery, string fault, PlannedFault planned) => agenda.HasRoom || LeaveOut(delivery, fault, planned);

    // What waits is bounded: the fault does not strike, and the journal says so.
    private bool LeaveOut(Delivery delivery, string fault, PlannedFault planned)
    {
        record.Faulted(delivery, $"{fault}: left out, too many wait already", planned.Rule);
        return false;
    }

    private void Gather(Delivery delivery, PlannedFault planned)
    {
        record.Faulted(delivery, "reorder", planned.Rule);
        var window = WindowOf(delivery, planned);
        if (!_gathered.TryGetValue(window, out var gathered))
        {
            var reorder = planned.Fault.Reorder!;
            _gathered.Add(window, gathered = []);
            agenda.Book(ClockCourse.Later(clock.Now, reorder.Window), new ReorderEntry(delivery.Event.CustomerId, window, reorder.How, planned.Choice, delivery.Plan!.Seed));
        }

        gathered.Add(delivery.Event.Id);
    }

    // Somebody may have sent it on its way, or dropped it.
    private void GoOn(Guid eventId)
    {
        if (store.Find(eventId) is { State: DeliveryState.Delayed } delivery)
        {
            goOn(store.Keep(delivery with { State = DeliveryState.Waiting }));
        }
    }

    // A copy has a line of its own, so that it is in nobody's way, and an identifier of its own, even where the partner sees another.
    private CopyEntry CopyOf(Delivery delivery, DeliveryPlan plan, string fault, string rule, int number, bool hasSameId)
    {
        var id = chance.Id(clock.Now, $"{plan.Choice}/{fault}/{number}/id");
        var copy = delivery.Event with { Id = id, OrderingKey = $"{id}", SentAs = hasSameId ? delivery.Event.SentId : null };
        return new CopyEntry(copy, delivery.RegistrationId, plan.OfCopy(fault, number), fault, rule);
    }
}

/// <summary>The end of an event's being late.</summary>
internal sealed record LateEntry(Guid EventId) : AgendaEntry
{
    public override string What => "late event";

    public override bool IsConsequence => true;

    public override Guid? OfEvent => EventId;
}

/// <summary>The end of the time in which events are gathered to be sent in another order.</summary>
/// <param name="CustomerId">Whose events they are.</param>
/// <param name="Window">Names the customer and the rule.</param>
/// <param name="How">The order.</param>
/// <param name="Choice">Names the order among all random choices.</param>
/// <param name="Seed">The scenario's own seed, or <see langword="null"/>.</param>
internal sealed record ReorderEntry(Guid? CustomerId, string Window, NewOrder How, string Choice, long? Seed) : AgendaEntry
{
    public override string What => "end of a reordering";

    public override Guid? OfCustomer => CustomerId;
}

/// <summary>An event that comes once more.</summary>
/// <param name="Copy">The copy.</param>
/// <param name="RegistrationId">Where it goes.</param>
/// <param name="Plan">How it is delivered.</param>
/// <param name="Fault">What makes it: <c>duplicate</c> or <c>replay</c>.</param>
/// <param name="Rule">The rule that does, in words.</param>
internal sealed record CopyEntry(WebhookEvent Copy, Guid RegistrationId, DeliveryPlan Plan, string Fault, string Rule) : AgendaEntry
{
    public override string What => $"{Fault} of an event";

    public override bool IsConsequence => true;

    public override Guid? OfCustomer => Copy.CustomerId;

    public override Guid? OfEvent => Copy.SentId;
}
