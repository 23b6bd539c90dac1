using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Events;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;

/// <summary>The faults that send whole events too late, in another order or several times. Call only while holding the world lock.</summary>
/// <param name="goOn">Continues a delivery whose detour is over.</param>
/// <remarks>Events on a detour are on the agenda and not under way.</remarks>
internal sealed class EventFaults(EmulatorClock clock, Agenda agenda, KeyedRandom random, DeliveryStore store, DeliveryObservers record, Action<Delivery> goOn)
{
    // Roughly as many as the bank gathers into one event.
    private const int MostGathered = 10_000;

    // The events that are collected for another order, by their customer and rule.
    private Dictionary<string, List<Guid>> _gathered = new(StringComparer.Ordinal);

    /// <summary>Sends a delivery on a detour if a fault requires it, and returns whether it did.</summary>
    public bool TryTake(Delivery delivery)
    {
        if (delivery.Plan is { Reorder: { } reorder } plan && HasRoom(delivery, reorder))
        {
            Collect(store.Keep(delivery with { Plan = plan with { Reorder = null }, State = DeliveryState.Delayed }), reorder);
            return true;
        }

        if (delivery.Plan is { Late: { } late } lately && HasRoom(delivery, "late", late))
        {
            record.Faulted(delivery, "late", late.Rule);
            store.Keep(delivery with { Plan = lately with { Late = null }, State = DeliveryState.Delayed });
            var delay = random.From(lately.Seed).Of(late.Fault.Late!.Value, $"{late.Choice}/late");
            agenda.Book(ClockSetting.Later(clock.Now, delay), new LateEntry(delivery.Event.Id));
            return true;
        }

        return false;
    }

    /// <summary>Returns whether a delivery is not late any more, because a tester has released or dropped it.</summary>
    public bool IsVoid(LateEntry entry) => store.Find(entry.EventId) is not { State: DeliveryState.Delayed };

    /// <summary>Continues a delivery that was late for long enough.</summary>
    public void End(LateEntry entry) => GoOn(entry.EventId);

    /// <summary>Continues the collected events in another order.</summary>
    public void End(ReorderEntry entry)
    {
        if (_gathered.Remove(entry.Window, out var gathered))
        {
            InNewOrder(gathered, entry).ForEach(GoOn);
        }
    }

    /// <summary>Schedules the duplicates of a delivery whose first attempt begins, and returns the delivery after it.</summary>
    public Delivery Leave(Delivery delivery)
    {
        if (delivery.Plan is not { Duplicate: { Fault.Duplicate: { } duplicate } planned } plan)
        {
            return delivery;
        }

        BookCopies(delivery, "duplicate", planned, duplicate.Copies, duplicate.Gap, "gap", duplicate.SameId);
        return store.Keep(delivery with { Plan = plan with { Duplicate = null } });
    }

    /// <summary>Schedules the replays of an event that the partner has taken.</summary>
    public void Schedule(Delivery delivery)
    {
        if (delivery is { IsLost: false, Plan: { Replay: { Fault.Replay: { } replay } planned } plan })
        {
            BookCopies(delivery, "replay", planned, replay.Times, replay.After, "after", hasSameId: true);
            store.Keep(delivery with { Plan = plan with { Replay = null } });
        }
    }

    public void Clear() => _gathered.Clear();

    public IReadOnlyDictionary<string, IReadOnlyList<Guid>> Save() =>
        _gathered.ToDictionary(gathered => gathered.Key, gathered => (IReadOnlyList<Guid>)[.. gathered.Value], StringComparer.Ordinal);

    public void Load(IReadOnlyDictionary<string, IReadOnlyList<Guid>> saved) =>
        _gathered = saved.ToDictionary(gathered => gathered.Key, gathered => gathered.Value.ToList(), StringComparer.Ordinal);

    private static string WindowOf(Delivery delivery, PlannedFault planned) => $"{delivery.Event.CustomerId}/{planned.Name}";

    private bool HasRoom(Delivery delivery, PlannedFault reorder) =>
        _gathered.GetValueOrDefault(WindowOf(delivery, reorder)) is not { Count: >= MostGathered } || LeaveOut(delivery, "reorder", reorder);

    private bool HasRoom(Delivery delivery, string fault, PlannedFault planned) => agenda.HasRoom || LeaveOut(delivery, fault, planned);

    // The number of waiting events is limited. Beyond it a fault does not act, and the journal says so.
    private bool LeaveOut(Delivery delivery, string fault, PlannedFault planned)
    {
        record.Faulted(delivery, $"{fault}: left out, too many wait already", planned.Rule);
        return false;
    }

    private void Collect(Delivery delivery, PlannedFault planned)
    {
        record.Faulted(delivery, "reorder", planned.Rule);
        var window = WindowOf(delivery, planned);
        if (!_gathered.TryGetValue(window, out var gathered))
        {
            var reorder = planned.Fault.Reorder!;
            var end = new ReorderEntry(delivery.Event.CustomerId, window, reorder.How, planned.Choice, delivery.Plan!.Seed);
            _gathered.Add(window, gathered = []);
            agenda.Book(ClockSetting.Later(clock.Now, reorder.Window), end);
        }

        gathered.Add(delivery.Event.Id);
    }

    private List<Guid> InNewOrder(List<Guid> gathered, ReorderEntry entry)
    {
        var own = random.From(entry.Seed);
        return entry.How switch
        {
            NewOrder.Reverse => [.. gathered.AsEnumerable().Reverse()],
            NewOrder.Swap => [.. gathered.Chunk(2).SelectMany(pair => pair.Reverse())],
            _ => [.. gathered.Index().OrderBy(item => own.Share($"{entry.Choice}/shuffle/{item.Index + 1}")).Select(item => item.Item)],
        };
    }

    // A tester may have released or dropped the delivery.
    private void GoOn(Guid eventId)
    {
        if (store.Find(eventId) is { State: DeliveryState.Delayed } delivery)
        {
            goOn(store.Keep(delivery with { State = DeliveryState.Waiting }));
        }
    }

    // Each copy has another line, so that it delays no event, and another identifier, even if the partner sees the original's.
    private void BookCopies(Delivery delivery, string fault, PlannedFault planned, int count, Delay gap, string gapName, bool hasSameId)
    {
        var (plan, due) = (delivery.Plan!, clock.Now);
        for (var number = 1; number <= count && HasRoom(delivery, fault, planned); number++)
        {
            due = ClockSetting.Later(due, random.From(plan.Seed).Of(gap, $"{planned.Choice}/{gapName}/{number}"));
            var id = random.Id(clock.Now, $"{plan.Choice}/{fault}/{number}/id");
            var copy = delivery.Event with { Id = id, OrderingKey = $"{id}", SentAs = hasSameId ? delivery.Event.SentId : null };
            agenda.Book(due, new CopyEntry(copy, delivery.RegistrationId, plan.OfCopy(fault, number), fault, planned.Rule));
        }
    }
}

/// <summary>The agenda entry for the end of an event's lateness.</summary>
internal sealed record LateEntry(Guid EventId) : AgendaEntry
{
    public override string What => "late event";

    public override bool IsConsequence => true;

    public override Guid? OfEvent => EventId;
}

/// <summary>The agenda entry for the end of the time in which events are collected for another order.</summary>
/// <param name="Window">The name of the customer and the rule.</param>
/// <param name="Choice">The name of the order among all random choices.</param>
/// <param name="Seed">The scenario's seed, or null for the emulator's.</param>
internal sealed record ReorderEntry(Guid? CustomerId, string Window, NewOrder How, string Choice, long? Seed) : AgendaEntry
{
    public override string What => "end of a reordering";

    public override Guid? OfCustomer => CustomerId;
}

/// <summary>The agenda entry that sends a copy of an event.</summary>
/// <param name="Fault">The fault that creates the copy: <c>duplicate</c> or <c>replay</c>.</param>
/// <param name="Rule">The rule of the fault, in words.</param>
internal sealed record CopyEntry(WebhookEvent Copy, Guid RegistrationId, DeliveryPlan Plan, string Fault, string Rule) : AgendaEntry
{
    public override string What => $"{Fault} of an event";

    public override bool IsConsequence => true;

    public override Guid? OfCustomer => Copy.CustomerId;

    public override Guid? OfEvent => Copy.SentId;
}
