using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using static CrossRiver.Emulator.Modules.Webhooks.Delivering.SampleEvents;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Which deliveries a world keeps, counts and forgets.</summary>
public sealed class DeliveryStoreTests
{
    private readonly List<string> _dropped = [];
    private readonly DeliveryStore _store;

    public DeliveryStoreTests() => _store = new DeliveryStore(finishedKept: 3, asideKept: 2) { OnDropped = delivery => _dropped.Add($"{delivery.Number} {delivery.Status} {delivery.State}") };

    [Fact]
    public void Deliveries_are_numbered_and_listed_in_the_order_of_their_events_and_found_by_them()
    {
        Add(3, 1, 2);

        Assert.Equal((3, 3), (_store.Added, _store.Waiting));
        Assert.Equal([Id(3), Id(1), Id(2)], _store.All.Select(delivery => delivery.Event.Id));
        Assert.Equal([1, 2, 3], _store.Unfinished.Select(delivery => delivery.Number));
        Assert.Equal((3, Id(1000)), (_store.Find(Id(2))!.Number, _store.Find(Id(2))!.RegistrationId));
        Assert.Equal((Id(100), null), (_store.FindCustomer(Id(1)), _store.FindCustomer(Id(9))));
        Assert.Null(_store.Find(Id(9)));
    }

    [Theory]
    [InlineData("Basic", 0)]
    [InlineData("Extended", 1)]
    public void Details_are_kept_for_the_extended_format_only(string format, int details)
    {
        var delivery = _store.Add(EventOf(1), Registered with { Format = Enum.Parse<RegistrationFormat>(format) });

        Assert.Equal(details, delivery.Event.Details.Count);
        Assert.Equal(details, _store.Find(Id(1))!.Event.Details.Count);
    }

    [Fact]
    public void Only_deliveries_that_wait_for_others_count_as_waiting()
    {
        Add(1, 2, 3);

        Keep(1, DeliveryState.UnderWay);
        Keep(2, DeliveryState.Held);
        Assert.Equal(1, _store.Waiting);
        Keep(1, DeliveryState.Waiting);
        Assert.Equal(2, _store.Waiting);
        _store.Remove(new HashSet<Guid> { Id(1), Id(2), Id(9) });
        Assert.Equal(1, _store.Waiting);
        Assert.Equal([3], Numbers(_store.All));
        Assert.Equal(1, _store.Clear());
        Assert.Equal((0, 0, 3), (_store.Waiting, _store.All.Count(), _store.Added));
    }

    [Fact]
    public void Ten_thousand_waiting_deliveries_congest_the_world()
    {
        Add([.. Enumerable.Range(1, 9_999)]);
        Assert.False(_store.IsCongested);
        Add(10_000);
        Assert.True(_store.IsCongested);
    }

    [Fact]
    public void Deliveries_of_a_registration_are_found_by_their_states()
    {
        Add(1, 2, 3, 4);
        _store.Add(EventOf(5), Registered with { Id = Id(2000) });
        Keep(2, DeliveryState.Retrying);
        Keep(3, DeliveryState.Polled);
        Keep(4, DeliveryState.Finished);

        Assert.Equal([1, 2], Numbers(_store.OfRegistration(Id(1000), DeliveryState.Waiting, DeliveryState.Retrying)));
        Assert.Equal([3], Numbers(_store.OfRegistration(Id(1000), DeliveryState.Polled, DeliveryState.Finished)));
        Assert.Equal([5], Numbers(_store.OfRegistration(Id(2000), DeliveryState.Waiting)));
    }

    [Fact]
    public void What_is_under_way_and_what_is_undone_is_told_with_its_event_and_customer()
    {
        Add(1, 2, 3, 4);
        Keep(2, DeliveryState.UnderWay);
        Keep(3, DeliveryState.Polled);
        Keep(4, DeliveryState.Finished);

        var underWay = Assert.Single(_store.UnderWay);
        Assert.Equal(("attempt under way", Id(100), Id(2)), (underWay.What, underWay.CustomerId, underWay.EventId));
        var log = new KeptLines();
        _store.Undone.ToList().ForEach(tell => tell(log));
        Assert.Equal(
            [$"Partner {Id(1)}: Core.Customer.Onboarded {Id(1)} of customer {Id(100)} is unsent after 0 attempts ", $"Partner {Id(1)}: Core.Customer.Onboarded {Id(2)} of customer {Id(100)} is unsent after 0 attempts "],
            log.All);
    }

    [Theory]
    [InlineData("Polled")]
    [InlineData("Paused")]
    public void Beyond_the_limit_the_oldest_delivery_that_is_not_fetched_is_dropped_as_failed(string state)
    {
        Add(1, 2, 3, 4);

        Array.ForEach([1, 2, 2, 3], number => Keep(number, Enum.Parse<DeliveryState>(state)));
        Assert.Equal(["1 Failed Finished"], _dropped);
        Keep(2, DeliveryState.UnderWay);
        Keep(4, Enum.Parse<DeliveryState>(state));
        Assert.Single(_dropped);
        _store.Remove(new HashSet<Guid> { Id(3) });
        Keep(2, Enum.Parse<DeliveryState>(state));
        Assert.Single(_dropped);
        _store.Clear();
        Add(5, 6);
        Array.ForEach([5, 6], number => Keep(number, Enum.Parse<DeliveryState>(state)));
        Assert.Single(_dropped);
    }

    [Fact]
    public void The_oldest_finished_deliveries_are_forgotten_a_hundred_at_once()
    {
        Add([.. Enumerable.Range(1, 104)]);

        Array.ForEach([.. Enumerable.Range(2, 102)], number => Keep(number, DeliveryState.Finished));
        Assert.Equal(104, _store.All.Count());
        Keep(104, DeliveryState.Finished);

        Assert.Equal([Id(1), Id(102), Id(103), Id(104)], _store.All.Select(delivery => delivery.Event.Id));
        Assert.Equal(1, _store.Waiting);
    }

    [Fact]
    public void A_delivery_that_was_sent_again_is_as_new_as_its_last_end()
    {
        Add([.. Enumerable.Range(1, 105)]);
        Keep(1, DeliveryState.Finished);
        Keep(2, DeliveryState.Finished);
        Keep(1, DeliveryState.UnderWay);
        Keep(2, DeliveryState.UnderWay);
        Array.ForEach([.. Enumerable.Range(3, 100)], number => Keep(number, DeliveryState.Finished));
        _store.Keep(_store.Find(Id(1))! with { State = DeliveryState.Finished, Attempts = [new Attempt(1, Now, new AttemptResult("", 200, "", Failure: null, TimeSpan.Zero))] });

        Assert.Equal([Id(1), Id(2), Id(101), Id(102), Id(103), Id(104), Id(105)], _store.All.Select(delivery => delivery.Event.Id));
    }

    [Fact]
    public void The_deliveries_of_a_snapshot_wait_are_aside_and_are_forgotten_as_before()
    {
        Delivery[] saved =
        [
            DeliveryOf(1) with { State = DeliveryState.Finished }, DeliveryOf(2) with { State = DeliveryState.Paused }, DeliveryOf(3) with { State = DeliveryState.Waiting },
            DeliveryOf(4) with { State = DeliveryState.Polled },
        ];
        Add(9);

        _store.Load(saved, added: 9);

        Assert.Equal((9, 1), (_store.Added, _store.Waiting));
        Assert.Equal([1, 2, 3, 4], Numbers(_store.All));
        Assert.Equal(10, _store.Add(EventOf(10), Registered).Number);
        Keep(10, DeliveryState.Polled);
        Assert.Equal(["2 Failed Finished"], _dropped);
        Add([.. Enumerable.Range(11, 101)]);
        Array.ForEach([.. Enumerable.Range(11, 101)], number => Keep(number, DeliveryState.Finished));
        Assert.Equal([3, 4, 10, 109, 110, 111], Numbers(_store.All));
    }

    [Fact]
    public void After_a_clearing_the_same_event_can_be_added_again_and_nothing_of_before_counts()
    {
        Add([.. Enumerable.Range(1, 60)]);
        Array.ForEach([.. Enumerable.Range(1, 60)], number => Keep(number, DeliveryState.Finished));
        Add(100);
        _store.Clear();
        Assert.Null(_store.Find(Id(100)));
        Assert.Empty(_store.Unfinished);

        Add([.. Enumerable.Range(1, 60)]);
        Array.ForEach([.. Enumerable.Range(1, 60)], number => Keep(number, DeliveryState.Finished));
        Assert.Equal(Enumerable.Range(1, 60).Select(Id), _store.All.Select(delivery => delivery.Event.Id));
        _store.Remove(new HashSet<Guid> { Id(60) });
        Add(60);
        Assert.Single(_store.All, delivery => delivery.Event.Id == Id(60));
    }

    private static long[] Numbers(IEnumerable<Delivery> deliveries) => [.. deliveries.Select(delivery => delivery.Number)];

    private void Add(params int[] numbers) => Array.ForEach(numbers, number => _store.Add(EventOf(number), Registered));

    private void Keep(int number, DeliveryState state) => _store.Keep(_store.Find(Id(number))! with { State = state });
}
