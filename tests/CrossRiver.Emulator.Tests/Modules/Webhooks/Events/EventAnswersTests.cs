using System.Text.Json;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>The answers of the calls about events, without a server.</summary>
public sealed class EventAnswersTests : IDisposable
{
    private static readonly EventFilter All = new(null, null, null);

    private readonly WebhookWorld _bank = new();

    private CallResolver Resolver => new(_bank.Directory);

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void An_event_is_answered_with_its_status_and_the_time_of_its_last_attempt()
    {
        _bank.Register(format: RegistrationFormat.Extended);
        _bank.Receiver.Answers.Enqueue(500);
        var id = _bank.Happen();

        var context = Context();
        EventEndpoints.GetEvent($"{id}", context, Resolver);
        Assert.Same(_bank.World, context.Features.Get<Call>()!.World);
        Assert.Equal(
            """{"id":"1","eventName":"Core.Customer.Onboarded","status":"Pending","partnerId":"?","createdAt":"2026-03-02T04:00:00.000-05:00","lastAttemptedAt":"2026-03-02T04:00:00.000-05:00","resources":["core/v1/cm/customers/customer 1"],"details":[{"customerId":"customer 1","clientIdentifier":null}]}""",
            Print(EventEndpoints.GetEvent($"{id}", Context(), Resolver)));
    }

    [Fact]
    public void A_ping_is_answered_as_one_and_an_event_that_was_never_tried_without_a_time()
    {
        var registration = _bank.Register(type: RegistrationType.Push);
        _bank.Register(CustomerEvents.OfacChanged, RegistrationType.Poll);
        _bank.World.Ping(registration.Id);
        _bank.Happen(CustomerEvents.OfacChanged);

        Assert.Equal(
            [
                """{"id":"?","eventName":"Core.Customer.Onboarded","status":"Success","partnerId":"?","createdAt":"2026-03-02T04:00:00.000-05:00","lastAttemptedAt":"2026-03-02T04:00:00.000-05:00","resources":[],"details":[],"isPing":true}""",
                """{"id":"1","eventName":"Core.Customer.Ofac.Changed","status":"Pending","partnerId":"?","createdAt":"2026-03-02T04:00:00.000-05:00","resources":["core/v1/cm/customers/customer 1"],"details":[]}""",
            ],
            EventEndpoints.ListEvents(All, new PageRequest(1, 50), Context(), Resolver).Value!.Results.Select(Print));
    }

    [Fact]
    public async Task Events_are_listed_by_partner_name_and_status_without_the_copies_of_faults()
    {
        _bank.Register();
        _bank.Register(CustomerEvents.OfacChanged, RegistrationType.Poll);
        var duplicate = new PlannedFault("rule", Source: "", "choice", new DeliveryFault { Duplicate = new Duplicate(1, default, SameId: true) });
        _bank.Plan = happened => happened.Version is 1 ? new DeliveryPlan { Choice = "key", Duplicate = duplicate } : null;
        _bank.Happen();
        await _bank.AdvanceAsync(1);
        _bank.Happen(CustomerEvents.OfacChanged);
        _bank.Happen();
        Assert.Equal(4, _bank.World.AllDeliveries.Count());

        Assert.Equal(["1", "2", "3"], List(All));
        Assert.Equal(["1", "2", "3"], List(All with { PartnerId = WebhookWorld.PartnerId }));
        Assert.Equal(["1", "3"], List(All with { EventName = "core.CUSTOMER.onboarded" }));
        Assert.Equal(["1", "3"], List(All with { Status = WebhookEventStatus.Success }));
        Assert.Equal(["2"], List(All with { Status = WebhookEventStatus.Pending }));
        Assert.Empty(List(All with { EventName = CustomerEvents.OfacChanged, Status = WebhookEventStatus.Success }));
        Assert.Empty(List(All with { PartnerId = WebhookWorld.Id(99) }));
        Assert.Equal(["3"], List(All, new PageRequest(2, 2)));
    }

    [Fact]
    public async Task Events_of_several_partners_are_in_the_order_in_which_they_happened()
    {
        var other = _bank.Directory.Open(WebhookWorld.Id(2));
        other.Register(new CreateRegistrationRequest { PartnerId = WebhookWorld.Id(2), EventName = CustomerEvents.Onboarded, CallbackUrl = new Uri("http://a.test") });
        var registration = _bank.Register();
        _bank.World.Ping(registration.Id);
        await _bank.AdvanceAsync(2);
        _bank.World.Ping(registration.Id);
        _bank.World.Ping(registration.Id);
        await other.Advancing.RunAsync(new Kernel.Worlds.Running.AdvanceTarget { By = TimeSpan.FromSeconds(1) }, TestContext.Current.CancellationToken);
        other.Ping(other.AllRegistrations[0].Id);

        var listed = EventEndpoints.ListEvents(All, new PageRequest(1, 50), Context(), Resolver).Value!.Results;

        Assert.Equal([1, 2, 1, 1], listed.Select(happened => happened.PartnerId == WebhookWorld.PartnerId ? 1 : 2));
        Assert.Equal(_bank.World.AllDeliveries.Select(delivery => delivery.Event.Id), listed.Where(happened => happened.PartnerId == WebhookWorld.PartnerId).Select(happened => happened.Id));
    }

    [Fact]
    public void A_poll_answers_the_oldest_event_until_it_is_acknowledged()
    {
        _bank.Register(type: RegistrationType.Poll);
        _bank.Register(CustomerEvents.OfacChanged, RegistrationType.Poll);
        Assert.Null(Poll(All));
        var first = _bank.Happen();
        var second = _bank.Happen(CustomerEvents.OfacChanged);

        Assert.Equal("1", Poll(All));
        Assert.Equal("1", Poll(All with { PartnerId = WebhookWorld.PartnerId }));
        Assert.Equal("2", Poll(All with { EventName = CustomerEvents.OfacChanged }));
        Assert.Null(Poll(All with { Status = WebhookEventStatus.Success }));
        Assert.Equal(WebhookEventStatus.Success, EventEndpoints.AcknowledgeEvent($"{first}", Context(), Resolver).Value!.Status);
        Assert.Equal(WebhookEventStatus.Success, EventEndpoints.AcknowledgeEvent($"{first}", Context(), Resolver).Value!.Status);
        Assert.Equal("2", Poll(All));
        EventEndpoints.AcknowledgeEvent($"{second}", Context(), Resolver);
        Assert.Null(Poll(All));

        Assert.Equal(WebhookEventStatus.Pending, EventEndpoints.ResendEvent($"{first}", Context(), Resolver).Value!.Status);
        Assert.Equal("1", Poll(All));
        _bank.Directory.Open(WebhookWorld.Id(2));
        Assert.Equal("PartnerId required, because there are several partners", Assert.Throws<ApiException>(() => Poll(All)).Message);
        Assert.Equal("1", Poll(All with { PartnerId = WebhookWorld.PartnerId }));
    }

    [Fact]
    public void A_pushed_event_is_sent_once_more_and_not_acknowledged_and_without_its_registration_neither()
    {
        var registration = _bank.Register();
        var id = _bank.Happen();

        Assert.Equal($"Event {id} is pushed and cannot be acknowledged", Assert.Throws<ApiException>(() => EventEndpoints.AcknowledgeEvent($"{id}", Context(), Resolver)).Message);
        EventEndpoints.ResendEvent($"{id}", Context(), Resolver);
        Assert.Equal(["1", "1"], _bank.Sent);
        _bank.World.Unregister(registration.Id);
        Assert.Equal($"Event {id} has no registration any more", Assert.Throws<ApiException>(() => EventEndpoints.ResendEvent($"{id}", Context(), Resolver)).Message);
    }

    [Fact]
    public void An_event_is_not_found_by_another_identifier()
    {
        var registration = _bank.Register();

        Assert.All(["x", $"{WebhookWorld.Id(99)}", $"{registration.Id}"], id =>
        {
            Assert.Equal($"Event {id} not found", Assert.Throws<ApiException>(() => EventEndpoints.GetEvent(id, Context(), Resolver)).Message);
            Assert.Equal($"Event {id} not found", Assert.Throws<ApiException>(() => EventEndpoints.ResendEvent(id, Context(), Resolver)).Message);
        });
    }

    private string? Poll(EventFilter filter) =>
        EventEndpoints.PollEvent(filter, Context(), Resolver).Result is Ok<WebhookEventBody> { Value: { } body } ? _bank.NameOf(body.Id) : null;

    private IEnumerable<string> List(EventFilter filter, PageRequest? page = null) =>
        EventEndpoints.ListEvents(filter, page ?? new PageRequest(1, 50), Context(), Resolver).Value!.Results.Select(body => _bank.NameOf(body.Id));

    private string Print(Ok<WebhookEventBody> answer) => Print(answer.Value!);

    private string Print(WebhookEventBody body) => _bank.Named(JsonSerializer.Serialize(body, WireJson.Options));

    private DefaultHttpContext Context()
    {
        var context = new DefaultHttpContext { RequestServices = _bank.Services };
        context.Features.Set(new Call("request", "GET", "/"));
        return context;
    }
}
