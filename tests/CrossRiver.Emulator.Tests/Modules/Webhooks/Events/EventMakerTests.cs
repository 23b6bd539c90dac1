using System.Diagnostics;
using CrossRiver.Emulator.Kernel.Events;
using CrossRiver.Emulator.Kernel.Telemetry;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using static CrossRiver.Emulator.Modules.Webhooks.Delivering.SampleEvents;

namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>The event that a partner gets for what happened at the bank.</summary>
public sealed class EventMakerTests : IDisposable
{
    private static readonly ParentSpan Call = new(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded));

    private readonly WebhookWorld _bank = new();

    private EventMaker Maker => _bank.World.Part<EventMaker>();

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void An_event_about_several_resources_has_the_path_and_the_details_of_each_in_order()
    {
        var happened = new DomainEvent
        {
            Type = new EventType(CustomerEvents.Onboarded, ""),
            At = Now,
            About = new ResourceKey("account", "2101"),
            OrderingKey = "line",
            Key = "key",
            Version = 3,
            Path = "one",
            Details = [KeyValuePair.Create("b", (string?)"1"), KeyValuePair.Create("a", (string?)null)],
            OtherResources = [new EventResource("two", [KeyValuePair.Create("c", (string?)"3")])],
        };

        var made = _bank.World.RunForPartner(() => Maker.Of(happened), Call);

        Assert.Equal((happened.ChooseId(_bank.World.Random), CustomerEvents.Onboarded, WebhookWorld.PartnerId, "line", Now), (made.Id, made.EventName, made.PartnerId, made.OrderingKey, made.CreatedAt));
        Assert.Equal((happened.About, null, made.Id, Call, false), (made.About!.Value, made.CustomerId, made.SentId, made.Origin, made.IsPing));
        Assert.Equal(["one", "two"], made.Resources);
        Assert.Equal(["b=1 a=", "c=3"], made.Details.Select(details => string.Join(' ', details.Select(detail => $"{detail.Key}={detail.Value}"))));
        Assert.Equal((Id(5), Id(5)), ((made with { SentAs = Id(5) }).SentId, (made with { About = ResourceKey.OfCustomer(Id(5)) }).CustomerId!.Value));
    }

    [Fact]
    public void A_ping_has_a_line_and_an_identifier_of_its_own_and_is_about_nothing()
    {
        var registration = _bank.Register();

        var ping = _bank.World.RunForPartner(() => Maker.Ping(registration), Call);
        var next = _bank.World.RunForPartner(() => Maker.Ping(registration), Call);

        Assert.NotEqual(ping.Id, next.Id);
        Assert.Equal(($"{ping.Id}", true, CustomerEvents.Onboarded, WebhookWorld.PartnerId, WebhookWorld.Start, Call), (ping.OrderingKey, ping.IsPing, ping.EventName, ping.PartnerId, ping.CreatedAt, ping.Origin));
        Assert.Empty(ping.Resources);
        Assert.Empty(ping.Details);
        Assert.Equal((null, 2), (ping.About, Maker.Save()));
    }

    [Fact]
    public async Task Pings_have_the_same_identifiers_after_a_reset_and_go_on_after_a_snapshot()
    {
        var registration = _bank.Register();
        var first = Ping(_bank);
        using var other = new WebhookWorld();
        await _bank.SaveToAsync(other);
        var second = Ping(_bank);

        Assert.Equal(second, Ping(other));
        await _bank.World.Lifecycle.ResetAsync([]);
        Assert.Equal(first, Ping(_bank));

        Guid Ping(WebhookWorld bank) => bank.World.RunForPartner(() => bank.World.Part<EventMaker>().Ping(registration)).Id;
    }

    [Fact]
    public void An_event_is_counted_and_journaled_with_its_cause_also_if_nobody_has_registered_for_it()
    {
        var planned = new List<string>();
        _bank.Plan = happened =>
        {
            planned.Add(happened.Type.Name);
            return null;
        };

        _bank.Happen();
        _bank.Register();
        _bank.Happen();

        Assert.Equal([CustomerEvents.Onboarded, CustomerEvents.Onboarded], planned);
        Assert.Equal(
            [
                """{"at":0,"by":"tester","kind":"event","customerId":"customer 1","eventName":"Core.Customer.Onboarded"}""",
                """{"at":0,"by":"tester","kind":"event","customerId":"customer 1","eventName":"Core.Customer.Onboarded","eventId":"2"}""",
            ],
            _bank.Journal("event"));
        Assert.Equal(["2"], _bank.Sent);
    }
}
