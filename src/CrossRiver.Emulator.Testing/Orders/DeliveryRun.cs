using CrossRiver.Emulator.Testing.Control;
using CrossRiver.Emulator.Testing.Orders;

namespace CrossRiver.Emulator.Testing;

/// <summary>Represents one run of a test, in which the events of a customer are delivered in one order.</summary>
public sealed class DeliveryRun
{
    private const int MostSteps = 10_000;

    private readonly DeliveryOrder? _order;
    private readonly IReadOnlyList<string> _expected;
    private readonly TimeSpan _span;
    private readonly List<WebhookDelivery> _events = [];
    private readonly PriorityQueue<Func<Task>, TimeSpan> _deeds = new();
    private int _steps;

    internal DeliveryRun(PartnerWorld partner, DeliveryOrder? order, IReadOnlyList<string> expected, TimeSpan span)
    {
        Partner = partner;
        _order = order;
        _expected = expected;
        _span = span;
    }

    /// <summary>Gets the partner of this run. Its clock is stopped and its webhooks are held until <see cref="DeliverAsync"/>.</summary>
    public PartnerWorld Partner { get; }

    /// <summary>Gets the customer, or null before <see cref="DeliverAsync"/>.</summary>
    internal Guid? CustomerId { get; private set; }

    /// <summary>Gets the names of the customer's events, in the order of creation.</summary>
    internal IReadOnlyList<string> EventNames => [.. _events.Select(happened => happened.EventName)];

    /// <summary>Schedules an action during the customer's story, such as a decision of a person at the bank.</summary>
    /// <param name="after">The delay from <see cref="DeliverAsync"/>, on the world's clock: zero to <see cref="DeliveryOrderOptions.Span"/>.</param>
    /// <param name="deed">The action, such as <c>() => run.Partner.ReleaseAsync(customerId)</c>.</param>
    /// <remarks>Earlier deliveries of the order have answers when the action starts. The order of two actions at one moment is undefined.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or longer than the span.</exception>
    /// <exception cref="EmulatorException">The call follows <see cref="DeliverAsync"/>.</exception>
    public void At(TimeSpan after, Func<Task> deed)
    {
        ArgumentNullException.ThrowIfNull(deed);
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(after, _span);
        if (CustomerId is not null)
        {
            throw new EmulatorException("At was called after DeliverAsync; call it before DeliverAsync");
        }

        _deeds.Enqueue(deed, after);
    }

    /// <summary>Plays a customer's story and delivers its events in the order of this run. Call it once in each run.</summary>
    /// <remarks>
    /// Each event is sent as soon as it has happened and the deliveries before it in the order have answers.
    /// At the end, the run sends all other deliveries: retries, and events of other customers.
    /// </remarks>
    /// <exception cref="EmulatorException">
    /// The customer has no events to deliver, the events differ from the first run, or the call is the second call of the run.
    /// </exception>
    public async Task DeliverAsync(Guid customerId, CancellationToken cancellationToken = default)
    {
        if (CustomerId is not null)
        {
            throw new EmulatorException("DeliverAsync was called twice in one run; call it once, after the test has arranged everything");
        }

        CustomerId = customerId;
        var end = await Partner.Waiting.NowAsync(cancellationToken) + _span;
        await (_order is null ? DeliverAsTheyHappenAsync(end, cancellationToken) : DeliverInOrderAsync(_order, end, cancellationToken));
        await Partner.Deliveries.ResumeAsync(cancellationToken);
        while (_deeds.Count > 0)
        {
            await DoNextDeedAsync(end, cancellationToken);
        }

        await Partner.AdvanceToAsync(end, cancellationToken);
    }

    private async Task DeliverAsTheyHappenAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        var delivered = 0;
        do
        {
            await LookAsync(cancellationToken);
            for (; delivered < _events.Count; delivered++)
            {
                await SendAsync(_events[delivered], cancellationToken);
            }
        }
        while (await StepAsync(end, cancellationToken));

        if (delivered is 0)
        {
            throw new EmulatorException(string.Join("\n",
            [
                $"Customer {CustomerId} has no events to deliver. Register the run's own Partner before the test creates the customer.",
                .. EvidenceText.Of("Journal:", await Partner.JournalAsync(cancellationToken: cancellationToken)),
            ]));
        }
    }

    private async Task DeliverInOrderAsync(DeliveryOrder order, DateTimeOffset end, CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        var delivered = new HashSet<int>();
        foreach (var place in order.Places)
        {
            while (_events.Count <= place && await StepAsync(end, cancellationToken))
            {
                await LookAsync(cancellationToken);
            }

            RequireSameEvents(place);
            await (delivered.Add(place) ? SendAsync(_events[place], cancellationToken) : SendAgainAsync(_events[place], cancellationToken));
        }
    }

    private async Task SendAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        await Partner.Deliveries.ReleaseAsync(delivery.EventId, cancellationToken);
        await Partner.WaitUntilIdleAsync(cancellationToken: cancellationToken);
    }

    // The bank retries a delivery without an acknowledgment, so only an acknowledged delivery needs a resend.
    private async Task SendAgainAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var now = (await Partner.Deliveries.ListAsync(cancellationToken: cancellationToken)).Single(other => other.EventId == delivery.EventId);
        if (now.State is DeliveryState.Succeeded)
        {
            await Partner.Deliveries.ResendAsync(delivery.EventId, cancellationToken);
        }

        if (now.State is DeliveryState.Succeeded or DeliveryState.Held)
        {
            await SendAsync(delivery, cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await Partner.WaitUntilIdleAsync(cancellationToken: cancellationToken);
        var held = await Partner.Deliveries.ListAsync(DeliveryState.Held, cancellationToken);
        _events.AddRange(held.Where(delivery => delivery.CustomerId == CustomerId && _events.TrueForAll(known => known.EventId != delivery.EventId)));
    }

    // Moves to the next due moment or scheduled action, and returns whether there was one before the end.
    private async Task<bool> StepAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        var next = await Partner.Waiting.NextDueAsync(cancellationToken);
        if (_deeds.TryPeek(out _, out var after) && (next is null || next > MomentOf(after, end)))
        {
            await DoNextDeedAsync(end, cancellationToken);
            return true;
        }

        if (next is null || next > end)
        {
            return false;
        }

        if (++_steps > MostSteps)
        {
            throw new EmulatorException($"More than {MostSteps} moments have due work within {SpanText.Of(_span)}; set a shorter span");
        }

        await Partner.AdvanceStepsAsync(1, cancellationToken);
        return true;
    }

    private async Task DoNextDeedAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        _deeds.TryDequeue(out var deed, out var after);
        await Partner.AdvanceToAsync(MomentOf(after, end), cancellationToken);
        await deed!();
    }

    private DateTimeOffset MomentOf(TimeSpan after, DateTimeOffset end) => end - _span + after;

    private void RequireSameEvents(int place)
    {
        if (_events.Count <= place || _events[place].EventName != _expected[place])
        {
            throw new EmulatorException(string.Join("\n",
            [
                "This run has other events than the first run, so its order cannot be delivered.",
                "Remove random choices from the scenario, and let the test make the same calls in each run.",
                "Events of the first run:",
                .. _expected.Select(name => $"  {name}"),
                "Events of this run:",
                .. _events.Select(happened => $"  {happened.EventName}"),
            ]));
        }
    }
}
