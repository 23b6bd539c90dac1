using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Webhooks;

/// <summary>Provides the route that sends an event at the request of a tester.</summary>
internal static class TriggeredEventEndpoints
{
    public static void MapOrderedEvents(this LazyRoutes control) =>
        control.Post("/partners/{partnerId:guid}/events", SendEvent)
        .WithExample("events.send", _ => new { EventName = CustomerEvents.Onboarded, CustomerId = Guid.Empty })
        .WithTags("Deliveries")
        .WithMetadata(new ChangesStory());

    /// <summary>
    /// Sends an event about a customer now. It is formed, signed and queued as if something had happened. An event about an address, a phone,
    /// an e-mail or an identification is about the primary item.
    /// </summary>
    internal static Ok<SentEvent> SendEvent(Guid partnerId, Body<SendEventRequest> body, WorldDirectory worlds, EventPublisher publisher)
    {
        var (request, eventName) = (body.Value, body.Value.RequireEventName());

        return worlds.Require(partnerId).Answer(world =>
        {
            var eventId = new TriggeredEvents(world, publisher).Send(request.CustomerId, eventName, request.Details ?? []);
            var delivery = world.FindDelivery(eventId);
            return new SentEvent(world, eventId, delivery is null ? null : WebhookEventBody.Asked(delivery));
        });
    }
}

/// <summary>Represents an event to send.</summary>
/// <param name="EventName">The name of an event about customers, in any casing.</param>
/// <param name="Details">Members of an Extended event that add to its details or replace them.</param>
internal sealed record SendEventRequest(string EventName, Guid CustomerId, Dictionary<string, string?>? Details) : IRequestBody
{
    private const int MostDetails = 50;
    private const int LongestDetail = 255;

    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("eventName", FieldType.Text()).Required(),
        Of("customerId", FieldType.Id).Required(),
        Of("details", FieldType.Texts(MostDetails, LongestDetail, takesNulls: true)),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <summary>Returns the event's name in its canonical casing.</summary>
    /// <exception cref="ApiException">The bank has no such event about customers.</exception>
    public string RequireEventName() => CustomerEvents.All.FirstOrDefault(name => string.Equals(name, EventName, StringComparison.OrdinalIgnoreCase))
        ?? throw ApiException.Invalid([$"EventName '{EventName}' is no event of a customer; {Suggestion.For(EventName, CustomerEvents.All)}"]);
}

/// <summary>Represents an event that was sent.</summary>
/// <param name="EventId">Its identifier.</param>
/// <param name="Event">The event, or null while it is still aggregated with others.</param>
internal sealed record SentEvent(World World, Guid EventId, WebhookEventBody? Event) : WorldStamp(World);
