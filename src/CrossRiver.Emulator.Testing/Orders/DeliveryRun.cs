using CrossRiver.Emulator.Testing.Control;
using CrossRiver.Emulator.Testing.Orders;

namespace CrossRiver.Emulator.Testing;

/// <summary>One run of a test in which a customer's events are delivered in one order.</summary>
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

    /// <summary>The partner of this run. Its clock stands still, and its webhooks are held, until the test has them delivered.</summary>
    public PartnerWorld Partner { get; }

    /// <summary>The customer, once its events are delivered.</summary>
    internal Guid? CustomerId { get; private set; }

    /// <summary>The names of its events, in the order in which they happened.</summary>
    internal IReadOnlyList<string> EventNames => [.. _events.Select(happened => happened.EventName)];

    /// <summary>
    /// Does something while the story goes on, as a person at the bank or in front of the partner's app does. Whatever is delivered before that
    /// moment in this order has been answered then.
    /// </summary>
    /// <param name="after">When, on the world's clock, counted from <see cref="DeliverAsync"/>; within the span of the run. Of two deeds at one moment, either may be first.</param>
    /// <param name="deed">What is done, such as <c>() => run.Partner.ReleaseAsync(customerId)</c>.</param>
    public void At(TimeSpan after, Func<Task> deed)
    {
        ArgumentNullException.ThrowIfNull(deed);
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(after, _span);
        if (CustomerId is not null)
        {
            throw new EmulatorException("At is called after DeliverAsync; say what is to be done before everything is delivered");
        }

        _deeds.Enqueue(deed, after);
    }

    /// <summary>
    /// Lets a customer's story go on, and delivers its events in the order of this run: each as soon as those before it in this order were
    /// answered and it has happened. At the end everything is delivered that is left: retries, and events about others.
    /// </summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EmulatorException">Nothing is to be delivered about this customer, or other events happened than in the first run.</exception>
    public async Task DeliverAsync(Guid customerId, CancellationToken cancellationToken = default)
    {
        if (CustomerId is not null)
        {
            throw new EmulatorException("DeliverAsync is called twice in one run; call it once, when everything is arranged");
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
                $"Nothing is to be delivered about customer {CustomerId}. Has its partner registered, with a run's own Partner, before the customer was created?",
                .. EvidenceText.Of("What happened:", await Partner.JournalAsync(cancellationToken: cancellationToken)),
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

    // One that the partner has not taken comes again by itself: a retry.
    private async Task SendAgainAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var now = (await Partner.Deliveries.ListAsync(cancellationToken: cancellationToken)).Single(other => other.EventId == delivery.EventId);
        if (now.State is DeliveryState.Succeeded)
        {
            await Partner.Deliveries.ResendAsync(delivery.EventId, cancellationToken);
            await SendAsync(delivery, cancellationToken);
        }
        else if (now.State is DeliveryState.Held)
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

    // Goes to the next moment at which something is due or to be done, if it comes before the end.
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
            throw new EmulatorException($"More than {MostSteps} things are due within {SpanText.Of(_span)}; shorten the span");
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
                "Other events happened in this run than in the first one, so that its order cannot be delivered. Is there chance in the scenario, or does the test do something else each time?",
                "In the first run:",
                .. _expected.Select(name => $"  {name}"),
                "In this one:",
                .. _events.Select(happened => $"  {happened.EventName}"),
            ]));
        }
    }
}
