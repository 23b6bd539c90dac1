using System.Globalization;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules.Webhooks.Saving;

/// <summary>The deliveries in a snapshot agree with each other and with the registrations.</summary>
public sealed class DeliveriesCheckTests
{
    private static readonly Guid Partner = Id(1);
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DeliveryPlan BadPlan = new() { Choice = "", Late = new PlannedFault("rule", Source: "", "choice", new DeliveryFault { Late = default(Delay), Probability = 2 }) };

    private static readonly Registration Pushed = new()
    {
        Id = Id(2),
        Number = 1,
        PartnerId = Partner,
        EventName = CustomerEvents.Onboarded,
        CallbackUrl = new Uri("https://partner.example.test/hooks"),
        CreatedAt = Now,
        Type = RegistrationType.Push,
        Format = RegistrationFormat.Basic,
    };

    private static readonly Registration Polled = Pushed with { Id = Id(3), Number = 2, CallbackUrl = null, Type = RegistrationType.Poll };

    private static readonly WebhookEvent Event = new()
    {
        Id = Id(10),
        EventName = CustomerEvents.Onboarded,
        PartnerId = Partner,
        OrderingKey = "a",
        CreatedAt = Now,
        Resources = ["one"],
        Details = [],
    };

    private static readonly Delivery First = new() { Event = Event, RegistrationId = Pushed.Id, Number = 1, State = DeliveryState.Waiting };

    private static readonly Delivery Second = First with { Event = Event with { Id = Id(11) }, RegistrationId = Polled.Id, Number = 2, State = DeliveryState.Polled };

    private static readonly SavedDeliveries Good = SavedDeliveries.None(SigningSecret.Parse(Convert.ToBase64String(new byte[32]))!) with
    {
        Deliveries = [First, Second],
        Added = 2,
        Lines = new Dictionary<string, IReadOnlyList<Guid>>(StringComparer.Ordinal) { ["a"] = [Id(10), Id(11)] },
        SlotLines = new Dictionary<Guid, IReadOnlyList<Guid>> { [Pushed.Id] = [Id(10)] },
        Recovering = new Dictionary<Guid, Guid> { [Pushed.Id] = Id(10) },
        Gathered = new Dictionary<Guid, IReadOnlyList<WebhookEvent>> { [Pushed.Id] = [Event] },
        Reordered = new Dictionary<string, IReadOnlyList<Guid>>(StringComparer.Ordinal) { ["rule"] = [Id(11)] },
    };

    private static readonly EventCatalog Catalog = new(EmulatorApplication.CreateCatalog());

    [Fact]
    public void What_agrees_is_taken() => Assert.Null(Refusal(Good));

    [Fact]
    public void The_secret_is_one() => Assert.Equal("$.deliveries.secret: its signing secret is none", Refusal(Good with { Secret = "AAAA" }));

    [Fact]
    public void Nothing_is_there_twice()
    {
        Assert.Equal($"$.deliveries.deliveries[1]: delivery of event {Id(10)} is there twice", Refusal(Good with { Deliveries = [First, Second with { Event = Event }] }));
        Assert.Equal("$.deliveries.deliveries[1]: delivery of number 1 is there twice", Refusal(Good with { Deliveries = [First, Second with { Number = 1 }] }));
        Assert.Equal($"$.deliveries.lines[1]: event {Id(10)} is there twice", Refusal(Good with { Lines = Lines("a", Id(10), Id(10)) }));
        Assert.Equal(
            $"$.deliveries.slotLines[1]: event {Id(10)} is there twice",
            Refusal(Good with { SlotLines = new Dictionary<Guid, IReadOnlyList<Guid>> { [Pushed.Id] = [Id(10)], [Polled.Id] = [Id(10)] } }));
    }

    [Fact]
    public void Events_that_stand_in_line_are_there()
    {
        Assert.Equal("$.deliveries.lines.a: a line is empty", Refusal(Good with { Lines = Lines("a") }));
        Assert.Equal("$.deliveries.lines.a: an event stands in line that is not there", Refusal(Good with { Lines = Lines("a", Id(10), Id(12)) }));
        Assert.Equal($"$.deliveries.slotLines.{Pushed.Id}: a line is empty", Refusal(Good with { SlotLines = new Dictionary<Guid, IReadOnlyList<Guid>> { [Pushed.Id] = [] } }));
        Assert.Equal("$.deliveries.slotLines: a line is of a registration that is not there", Refusal(Good with { SlotLines = new Dictionary<Guid, IReadOnlyList<Guid>> { [Id(4)] = [Id(10)] } }));
        Assert.Equal("$.deliveries.reordered.rule: an event is to be reordered that is not there", Refusal(Good with { Reordered = Lines("rule", Id(10), Id(12)) }));
    }

    [Theory]
    [InlineData(2, 12)]
    [InlineData(4, 10)]
    public void What_recovers_is_there(int registration, int happened) => Assert.Equal(
        "$.deliveries.recovering: a registration or event that is not there is recovering",
        Refusal(Good with { Recovering = new Dictionary<Guid, Guid> { [Id(registration)] = Id(happened) } }));

    [Fact]
    public void What_is_gathered_is_for_a_registration()
    {
        const string Message = "$.deliveries.gathered: nothing is gathered, or for a registration that is not there";

        Assert.Equal(Message, Refusal(Good with { Gathered = new Dictionary<Guid, IReadOnlyList<WebhookEvent>> { [Pushed.Id] = [] } }));
        Assert.Equal(Message, Refusal(Good with { Gathered = new Dictionary<Guid, IReadOnlyList<WebhookEvent>> { [Id(4)] = [Event] } }));
        Assert.Equal(
            $"$.deliveries.gathered.{Pushed.Id}[0].partnerId: an event is of another partner",
            Refusal(Good with { Gathered = new Dictionary<Guid, IReadOnlyList<WebhookEvent>> { [Pushed.Id] = [Event with { PartnerId = Id(9) }] } }));
    }

    [Fact]
    public void An_event_is_one_of_the_bank_s()
    {
        const string Place = "$.deliveries.deliveries[0].event";

        Assert.Equal($"{Place}.partnerId: an event is of another partner", Refusal(Event with { PartnerId = Id(9) }));
        Assert.Equal($"{Place}.eventName: there is no event 'core.customer.onboarded'", Refusal(Event with { EventName = "core.customer.onboarded" }));
        Assert.Equal($"{Place}.eventName: there is no event 'Ping'", Refusal(Event with { EventName = "Ping" }));
        Assert.Null(Refusal(Event with { EventName = "Ping", IsPing = true }));
        Assert.Null(Refusal(Event with { Details = [new Dictionary<string, string?>(StringComparer.Ordinal)] }));
        Assert.Equal($"{Place}.details: an event has other details than resources", Refusal(Event with { Resources = [], Details = [new Dictionary<string, string?>(StringComparer.Ordinal)] }));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void A_number_was_given(int number, bool isTaken) => Assert.Equal(isTaken ? null : "$.deliveries.deliveries[0].number: a delivery has a number that was never given", Refusal(First with { Number = number }));

    [Theory]
    [InlineData("Waiting", 2, null)]
    [InlineData("Finished", 4, null)]
    [InlineData("Finished", 3, null)]
    [InlineData("Polled", 3, null)]
    [InlineData("Held", 4, "registrationId: a delivery is on its way to a registration that is not there")]
    [InlineData("Polled", 4, "registrationId: a delivery is on its way to a registration that is not there")]
    [InlineData("Waiting", 3, "state: a delivery is on its way to a registration without a callback URL")]
    public void A_delivery_is_on_its_way_to_a_registration(string state, int registration, string? refusal) => Assert.Equal(
        refusal is null ? null : $"$.deliveries.deliveries[0].{refusal}",
        Refusal(First with { State = Enum.Parse<DeliveryState>(state), RegistrationId = Id(registration) }));

    [Theory]
    [InlineData(null, true)]
    [InlineData(100, true)]
    [InlineData(999, true)]
    [InlineData(99, false)]
    [InlineData(1000, false)]
    public void An_attempt_has_a_status_that_there_is(int? status, bool isTaken) => Assert.Equal(
        isTaken ? null : "$.deliveries.deliveries[0].attempts[0].result.statusCode: an attempt has a status that there is not",
        Refusal(First with { Attempts = [new Attempt(1, Now, new AttemptResult("https://a.test", status, Answer: null, Failure: null, TimeSpan.Zero))] }));

    [Fact]
    public void Edits_and_plans_are_possible()
    {
        var tooMany = Enumerable.Range(0, WebhookEdit.MostHeaders + 1).ToDictionary(number => $"X-{number}", _ => (string?)"", StringComparer.OrdinalIgnoreCase);

        Assert.Null(Refusal(First with { Edit = new WebhookEdit { Body = "" } }));
        Assert.Equal("$.deliveries.deliveries[0].edit: Headers must be at most 50", Refusal(First with { Edit = new WebhookEdit { Headers = tooMany } }));
        Assert.Equal("$.deliveries.deliveries[0].plan: a chance must be from 0 to 1", Refusal(First with { Plan = BadPlan }));
    }

    [Fact]
    public void Copies_and_phantoms_of_the_agenda_are_possible()
    {
        var good = new DeliveryPlan { Choice = "" };
        var phantom = new PlannedFault("rule", Source: "", "choice", new DeliveryFault { Phantom = new Phantom(CustomerEvents.Onboarded, PhantomCustomer.Unknown) });

        Assert.Null(Refusal(Good, new CopyEntry(Event, Pushed.Id, good, "duplicate", "rule")));
        Assert.Null(Refusal(Good, new CopyEntry(Event, Id(4), good, "duplicate", "rule")));
        Assert.Equal("$.agenda[0].entry: a copy is for a registration without a callback URL", Refusal(Good, new CopyEntry(Event, Polled.Id, good, "duplicate", "rule")));
        Assert.Equal("$.agenda[0].entry.copy.partnerId: an event is of another partner", Refusal(Good, new CopyEntry(Event with { PartnerId = Id(9) }, Pushed.Id, good, "duplicate", "rule")));
        Assert.Equal("$.agenda[0].entry.plan: a chance must be from 0 to 1", Refusal(Good, new CopyEntry(Event, Pushed.Id, BadPlan, "duplicate", "rule")));
        Assert.Null(Refusal(Good, new PhantomEntry(Partner, CustomerId: null, phantom, Seed: null)));
        Assert.Equal("$.agenda[0].entry.phantom: a fault is none of its kind", Refusal(Good, new PhantomEntry(Partner, CustomerId: null, phantom with { Fault = new DeliveryFault { Lose = Loss.Event } }, Seed: null)));
        Assert.Equal("$.agenda[0].entry.phantom: a chance must be from 0 to 1", Refusal(Good, new PhantomEntry(Partner, CustomerId: null, phantom with { Fault = phantom.Fault with { Probability = -1 } }, Seed: null)));
    }

    private static string? Refusal(WebhookEvent happened) => Refusal(First with { Event = happened });

    private static string? Refusal(Delivery first) => Refusal(Good with { Deliveries = [first, Second] });

    private static string? Refusal(SavedDeliveries saved, params AgendaEntry[] agenda)
    {
        var world = new WorldSnapshot
        {
            PartnerId = Partner,
            Now = Now,
            Epoch = 1,
            ChanceSeed = 1,
            Clock = new SavedClock(ClockMode.Real, 1, Now, Now),
            Agenda = [.. agenda.Select(entry => new DueEntry(Now, entry))],
            Parts = new Dictionary<string, object>(StringComparer.Ordinal) { ["registrations"] = new SavedRegistrations([Pushed, Polled], 2) },
        };
        using var services = new ServiceCollection().AddSingleton(Catalog).BuildServiceProvider();

        return Record.Exception(() => new DeliveriesCheck(saved, new SnapshotInCheck(world, Place.Root, services)).Check())?.Message;
    }

    private static Dictionary<string, IReadOnlyList<Guid>> Lines(string name, params Guid[] events) => new(StringComparer.Ordinal) { [name] = events };

    private static Guid Id(int number) => Guid.Parse(number.ToString("x32", CultureInfo.InvariantCulture));
}
