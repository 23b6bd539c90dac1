using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using static CrossRiver.Emulator.Modules.Webhooks.Delivering.SampleEvents;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Like events of half a minute that are sent as one event.</summary>
public sealed class GatheringTests : IDisposable
{
    private readonly WebhookWorld _bank = new(("Emulator:Webhooks:Aggregate", "true"));

    public void Dispose() => _bank.Dispose();

    [Fact]
    public async Task Half_a_minute_after_the_first_event_one_event_has_the_resources_and_details_of_all()
    {
        _bank.Register(format: RegistrationFormat.Extended);
        var first = _bank.Happen(customer: 1);
        await _bank.AdvanceAsync(20);
        _bank.Happen(customer: 2);
        _bank.Happen(customer: 1);
        await _bank.AdvanceAsync(9.999);
        Assert.Empty(_bank.Sent);
        Assert.Equal(["end of a gathering"], _bank.World.Time.FindPendingBy(WebhookWorld.Start.AddSeconds(30)).Select(work => work.What));
        Assert.Equal([first], _bank.World.Time.FindPendingBy(WebhookWorld.Start.AddSeconds(30)).Select(work => work.EventId!.Value));
        await _bank.AdvanceAsync(0.001);

        Assert.Equal(
            """
            {"id":"1","eventName":"Core.Customer.Onboarded","status":"Pending","partnerId":"?","createdAt":"2026-03-02T04:00:30.000-05:00",
            "resources":["core/v1/cm/customers/customer 1","core/v1/cm/customers/customer 2","core/v1/cm/customers/customer 1"],
            "details":[{"customerId":"customer 1","clientIdentifier":null},{"customerId":"customer 2","clientIdentifier":null},{"customerId":"customer 1","clientIdentifier":null}]}
            """.ReplaceLineEndings(""),
            _bank.Named(Assert.Single(_bank.Receiver.Sent).Text));
        Assert.Equal(["1: Success Finished 1"], _bank.States);
        Assert.Null(_bank.Find(first).Event.CustomerId);
        Assert.Equal($"{WebhookWorld.PartnerId}", _bank.Find(first).Event.OrderingKey);
    }

    [Fact]
    public async Task Events_about_one_customer_are_an_event_about_it_and_the_next_event_begins_another_half_minute()
    {
        _bank.Register();
        var first = _bank.Happen(customer: 1);
        _bank.Happen(customer: 1);
        await _bank.AdvanceAsync(30);
        Assert.Equal(WebhookWorld.Id(101), _bank.Find(first).Event.CustomerId);

        await _bank.AdvanceAsync(10);
        _bank.Happen(customer: 2);
        await _bank.AdvanceAsync(29);
        Assert.Equal(["1"], _bank.Sent);
        await _bank.AdvanceAsync(1);

        Assert.Equal(["1", "3"], _bank.Sent);
    }

    [Theory]
    [InlineData("Extended", 1_000)]
    [InlineData("Basic", 50_000)]
    public void A_full_event_is_sent_at_once_and_its_half_minute_ends_without_effect(string format, int most)
    {
        var sent = new List<WebhookEvent>();
        var registration = Registered with { Format = Enum.Parse<RegistrationFormat>(format) };
        var gathering = new Aggregation(_bank.World.Clock, _bank.World.Agenda, (happened, _) => sent.Add(happened));
        var (first, other) = (EventOf(1), EventOf(2));
        _bank.Do(() =>
        {
            for (var number = 1; number < most; number++)
            {
                Assert.Equal(first.Id, gathering.Add(number is 1 ? first : other, registration));
            }
        });
        Assert.Empty(sent);

        _bank.Do(() => gathering.Add(EventOf(3), registration));
        Assert.Equal(most, Assert.Single(sent).Resources.Count);
        _bank.Do(() => Assert.Equal(Id(4), gathering.Add(EventOf(4), registration)));
        gathering.Close(new AggregationEndEntry(registration.Id, Id(1)), registration);
        gathering.Close(new AggregationEndEntry(registration.Id, Id(4)), registration: null);
        Assert.Single(sent);
        gathering.Close(new AggregationEndEntry(registration.Id, Id(4)), registration);

        Assert.Equal([Id(1), Id(4)], sent.Select(happened => happened.Id));
    }

    [Fact]
    public async Task Events_with_a_plan_and_for_others_are_not_gathered_and_a_deleted_registration_gets_nothing()
    {
        var registration = _bank.Register();
        _bank.Happen();
        _bank.Plan = _ => new DeliveryPlan { Choice = "key" };
        _bank.Happen();
        Assert.Equal(["2"], _bank.Sent);

        _bank.Plan = _ => null;
        _bank.World.Unregister(registration.Id);
        _bank.Happen();
        _bank.Register(CustomerEvents.OfacChanged);
        await _bank.AdvanceAsync(60);
        Assert.Equal(["2"], _bank.Sent);
        Assert.Empty(_bank.Deliveries.Save().Gathered);
    }
}
