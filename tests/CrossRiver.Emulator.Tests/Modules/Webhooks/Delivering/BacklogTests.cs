using static CrossRiver.Emulator.Modules.Webhooks.Delivering.SampleEvents;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>The events that wait for their registrations.</summary>
public sealed class BacklogTests
{
    private readonly Backlog _backlog = new(limit: 3);

    [Fact]
    public void The_oldest_event_leaves_first_whatever_the_order_in_which_they_came()
    {
        Array.ForEach([3, 1, 2], number => _backlog.Add(DeliveryOf(number)));
        _backlog.Add(DeliveryOf(1));
        _backlog.Add(DeliveryOf(9, registration: 2000));

        Assert.Equal([Id(1), Id(2), Id(3), null], Enumerable.Range(0, 4).Select(_ => _backlog.TakeOldest(Id(1000))));
        Assert.Equal([Id(9), null], Enumerable.Range(0, 2).Select(_ => _backlog.TakeOldest(Id(2000))));
        Assert.Null(_backlog.TakeOldest(Id(3000)));
    }

    [Fact]
    public void Beyond_the_limit_of_a_registration_its_oldest_event_is_dropped()
    {
        Assert.All([2, 3, 4], number => Assert.Null(_backlog.Add(DeliveryOf(number))));
        Assert.Null(_backlog.Add(DeliveryOf(8, registration: 2000)));

        Assert.Equal(Id(2), _backlog.Add(DeliveryOf(5)));
        Assert.Equal(Id(1), _backlog.Add(DeliveryOf(1)));
        Assert.Equal([Id(3), Id(4), Id(5)], _backlog.Drop(Id(1000)));
    }

    [Fact]
    public void An_event_can_be_taken_out_and_a_registration_s_events_all_at_once()
    {
        Array.ForEach([1, 2, 3], number => _backlog.Add(DeliveryOf(number)));
        _backlog.Add(DeliveryOf(7, registration: 2000));

        _backlog.Remove(DeliveryOf(2));
        _backlog.Remove(DeliveryOf(2));
        _backlog.Remove(DeliveryOf(7, registration: 3000));
        Assert.Equal([Id(1), Id(3)], _backlog.Drop(Id(1000)));
        Assert.Empty(_backlog.Drop(Id(1000)));

        _backlog.Remove(DeliveryOf(7, registration: 2000));
        Assert.Null(_backlog.TakeOldest(Id(2000)));
        _backlog.Add(DeliveryOf(8));
        _backlog.Clear();
        Assert.Null(_backlog.TakeOldest(Id(1000)));
    }
}
