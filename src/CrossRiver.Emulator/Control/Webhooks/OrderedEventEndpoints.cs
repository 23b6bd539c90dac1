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

/// <summary>Events that a tester asks for.</summary>
internal static class OrderedEventEndpoints
{
    public static void MapOrderedEvents(this LazyRoutes control) =>
        control.Post("/partners/{partnerId:guid}/events", SendEvent)
        .WithExample("events.send", _ => new { EventName = CustomerEvents.Onboarded, CustomerId = Guid.Empty })
        .WithTags("Deliveries")
        .WithMetadata(new ChangesStory());

    /// <summary>
    /// Sends an event about a customer now. It is formed and signed as if something had happened, and waits its turn like any other; an event
    /// about an address, a phone, an e-mail or an identification is about the primary one.
    /// </summary>
    internal static Ok<SentEvent> SendEvent(Guid partnerId, Body<SendEventRequest> body, WorldDirectory worlds, EventPublisher publisher)
    {
        var (request, eventName) = (body.Value, body.Value.RequireEventName());
        var world = worlds.Require(partnerId);

        return TypedResults.Ok(world.InTurn(() =>
        {
            var eventId = new OrderedEvents(world, publisher).Send(request.CustomerId, eventName, request.Details ?? []);
            var delivery = world.FindDelivery(eventId);
            return new SentEvent(partnerId, world.Clock.Now, world.EpochNumber, eventId, delivery is null ? null : WebhookEventBody.Asked(delivery));
        }));
    }
}

/// <summary>An event to send.</summary>
/// <param name="EventName">One of the bank's events about customers, in any casing.</param>
/// <param name="CustomerId">The customer it is about.</param>
/// <param name="Details">What an Extended event says besides its own details, or instead of them.</param>
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

    /// <summary>The event's name in its canonical casing.</summary>
    /// <exception cref="RefusedException">The bank has no such event about customers.</exception>
    public string RequireEventName() => CustomerEvents.All.FirstOrDefault(name => string.Equals(name, EventName, StringComparison.OrdinalIgnoreCase))
        ?? throw RefusedException.Invalid([$"EventName '{EventName}' is no event of a customer; {Suggestion.For(EventName, CustomerEvents.All)}"]);
}

/// <summary>An event that was sent.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="EventId">Its identifier.</param>
/// <param name="Event">The event, or <see langword="null"/> while it is still gathered with others into one.</param>
internal sealed record SentEvent(Guid PartnerId, DateTimeOffset Now, int Epoch, Guid EventId, WebhookEventBody? Event);
