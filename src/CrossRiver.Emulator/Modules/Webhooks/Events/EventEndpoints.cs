using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>The webhook events, <c>/webhooks/v1/events</c>.</summary>
internal static class EventEndpoints
{
    private const string Kind = "Event";

    public static void MapEvents(this LazyRoutes routes, ResourceType webhookEvent)
    {
        var webhooks = routes.Group("/webhooks/v1").WithTag("Webhook events", "Events, their deliveries, and polling.");

        webhooks.Get("/meta", GetMeta);
        webhooks.Get("/events", ListEvents).WithOperation("events.list");
        webhooks.Get("/events/poll", PollEvent).WithOperation("events.poll");
        webhooks.Get("/events/{id}", GetEvent).WithOperation("events.get", about: webhookEvent).WithAnswerExample(WebhookExamples.AnsweredEvent);
        webhooks.Put("/events/{id}/acknowledge", AcknowledgeEvent).WithOperation("events.acknowledge", writes: true, about: webhookEvent);
        webhooks.Post("/events/{id}/acknowledge", AcknowledgeEvent).WithOperation("events.acknowledge", writes: true, about: webhookEvent).WithName("AcknowledgeEventByPost");
        webhooks.Post("/events/{id}/resend", ResendEvent).WithOperation("events.resend", writes: true, about: webhookEvent);
    }

    /// <summary>Lists the names of the events that can be registered for.</summary>
    internal static Ok<EventNames> GetMeta(EventCatalog events) => TypedResults.Ok(new EventNames([.. events.All]));

    /// <summary>Lists events. They are in the order in which they happened.</summary>
    internal static Ok<Page<WebhookEventBody>> ListEvents(EventFilter filter, PageRequest page, HttpContext context, CallResolver resolver)
    {
        var searched = resolver.FindListed(filter.PartnerId, context.Call());
        var found = searched.SelectMany(world => world.AllDeliveries).Where(filter.Accepts);
        var inOrder = searched.Count > 1 ? found.OrderBy(delivery => delivery.Event.CreatedAt).ThenBy(delivery => delivery.Number) : found;
        return TypedResults.Ok(page.Of(inOrder.Skip(page.Skipped).Select(WebhookEventBody.Asked)));
    }

    /// <summary>Reads the oldest event that waits to be polled. It is the same event until it is acknowledged; 204 if none waits.</summary>
    internal static Results<Ok<WebhookEventBody>, NoContent> PollEvent(EventFilter filter, HttpContext context, CallResolver resolver)
    {
        var searched = resolver.FindListed(filter.PartnerId, context.Call());
        if (searched.Count > 1)
        {
            throw ApiException.Invalid(["PartnerId required, because there are several partners"]);
        }

        var oldest = searched.SelectMany(world => world.AllDeliveries)
            .FirstOrDefault(delivery => delivery.State is DeliveryState.Polled && filter.Accepts(delivery));
        return oldest is null ? TypedResults.NoContent() : TypedResults.Ok(WebhookEventBody.Asked(oldest));
    }

    /// <summary>Reads one event, with its status.</summary>
    internal static Ok<WebhookEventBody> GetEvent(string id, HttpContext context, CallResolver resolver) =>
        TypedResults.Ok(WebhookEventBody.Asked(Find(id, context, resolver).Delivery));

    /// <summary>Acknowledges a polled event. A second acknowledgement changes nothing.</summary>
    internal static Ok<WebhookEventBody> AcknowledgeEvent(string id, HttpContext context, CallResolver resolver) =>
        Change(id, context, resolver, (world, delivery) =>
        {
            if (world.Registrations.Find(delivery.RegistrationId) is { Type: Registrations.RegistrationType.Push })
            {
                throw WebhookErrors.NotPolled.ToException(id);
            }

            world.Deliveries.Acknowledge(delivery);
        });

    /// <summary>Sends an event to its registration once more. The delivery starts again at the first attempt.</summary>
    internal static Ok<WebhookEventBody> ResendEvent(string id, HttpContext context, CallResolver resolver) =>
        Change(id, context, resolver, (world, delivery) =>
        {
            var registration = world.Registrations.Find(delivery.RegistrationId) ?? throw WebhookErrors.NoRegistration.ToException(id);
            world.Deliveries.Resend(delivery, registration);
        });

    private static Ok<WebhookEventBody> Change(string id, HttpContext context, CallResolver resolver, Action<World, Delivery> change)
    {
        var (world, found) = Find(id, context, resolver);
        return TypedResults.Ok(world.RunForPartner(() =>
        {
            var store = world.Deliveries.Store;
            change(world, store.Find(found.Event.Id) ?? throw ErrorCatalog.NotFound.ToException(Kind, id));
            return WebhookEventBody.Asked(store.Find(found.Event.Id)!);
        }));
    }

    private static (World World, Delivery Delivery) Find(string id, HttpContext context, CallResolver resolver)
    {
        if (GuidText.Parse(id) is { } eventId && resolver.FindOwner(id) is { } world)
        {
            context.Call().Enter(world);
            return (world, world.FindDelivery(eventId) ?? throw ErrorCatalog.NotFound.ToException(Kind, id));
        }

        throw ErrorCatalog.NotFound.ToException(Kind, id);
    }
}

/// <summary>The facts of the webhooks module about itself.</summary>
/// <param name="Events">The names of all events.</param>
/// <remarks>Source: a recorded client, which reads <c>events</c>.</remarks>
internal sealed record EventNames(IReadOnlyList<string> Events);

/// <summary>The filter of a list of events; an absent member excludes none.</summary>
/// <remarks>Assumed: the bank's pages mention the search of events and do not show its form.</remarks>
internal sealed record EventFilter(Guid? PartnerId, string? EventName, WebhookEventStatus? Status) : IQuery<EventFilter>
{
    public static EventFilter Read(QueryReader query) => new(
        query.Id("partnerId", "Only events of this partner."),
        query.Text("eventName", "Only events of this name, in any casing."),
        query.OneOf<WebhookEventStatus>("status", "Only events with this status."));

    /// <summary>Returns whether the list shows a delivery's event. The copies that a fault sends are not shown.</summary>
    public bool Accepts(Delivery delivery) =>
        delivery.Event.SentAs is null
        && (EventName is null || string.Equals(EventName, delivery.Event.EventName, StringComparison.OrdinalIgnoreCase))
        && (Status is null || Status == delivery.Status);
}
