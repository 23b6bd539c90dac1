using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Webhooks;

/// <summary>Provides the routes that list deliveries, and that read and set the signing secret.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this LazyRoutes control)
    {
        var deliveries = control.Group("").WithTags("Deliveries");

        deliveries.Get("/deliveries", ListDeliveriesOfAll);
        deliveries.Get("/partners/{partnerId:guid}/deliveries", ListDeliveries);
        deliveries.Get("/partners/{partnerId:guid}/deliveries/{eventId}", GetDelivery);
        deliveries.Get("/partners/{partnerId:guid}/signing-secret", GetSecret);
        deliveries.Put("/partners/{partnerId:guid}/signing-secret", SetSecret)
            .WithMetadata(new PreparesWorld())
            .WithExample("signing-secret.set", _ => new { Secret = "YSBzZWNyZXQgZm9yIHRlc3RzIG9ubHk=" });
    }

    /// <summary>Lists the deliveries of all worlds with every attempt. The order is the order of their events.</summary>
    internal static Ok<Page<DeliveryBody>> ListDeliveriesOfAll(DeliveryFilter filter, PageRequest page, WorldDirectory worlds) =>
        List(worlds.All.SelectMany(world => world.AllDeliveries).OrderBy(sent => sent.Event.CreatedAt).ThenBy(sent => sent.Number), filter, page);

    /// <summary>Lists deliveries with every attempt. The order is the order of their events.</summary>
    internal static Ok<Page<DeliveryBody>> ListDeliveries(Guid partnerId, DeliveryFilter filter, PageRequest page, WorldDirectory worlds) =>
        List(worlds.Require(partnerId).AllDeliveries, filter, page);

    /// <summary>Reads one delivery with every attempt.</summary>
    internal static Ok<DeliveryBody> GetDelivery(Guid partnerId, string eventId, WorldDirectory worlds)
    {
        var world = worlds.Require(partnerId);
        return GuidText.Parse(eventId) is { } id && world.FindDelivery(id) is { } delivery
            ? TypedResults.Ok(DeliveryBody.Of(delivery))
            : throw ErrorCatalog.NotFound.ToException("Delivery", eventId);
    }

    /// <summary>Reads the secret that signs a partner's webhooks.</summary>
    internal static Ok<SecretBody> GetSecret(Guid partnerId, WorldDirectory worlds) =>
        TypedResults.Ok(new SecretBody(partnerId, worlds.Require(partnerId).Deliveries.Attempts.Secret.Text));

    /// <summary>Sets the secret that signs a partner's webhooks. It signs from the next attempt on.</summary>
    internal static Ok<SecretBody> SetSecret(Guid partnerId, Body<SecretRequest> body, WorldDirectory worlds)
    {
        var secret = SigningSecret.Parse(body.Value.Secret)!;
        var world = worlds.Prepare(partnerId, out var created);
        world.RunLocked(() => world.Deliveries.Attempts.Secret = secret);

        return TypedResults.Ok(new SecretBody(partnerId, secret.Text) { Created = created });
    }

    private static Ok<Page<DeliveryBody>> List(IEnumerable<Delivery> all, DeliveryFilter filter, PageRequest page) =>
        TypedResults.Ok(page.Of(all.Select(DeliveryBody.Of).Where(filter.Accepts).Skip(page.Skipped)));
}

/// <summary>Represents the query member that selects deliveries.</summary>
/// <param name="State">The state, or null for all.</param>
internal sealed record DeliveryFilter(DeliveryOutcome? State) : IQuery<DeliveryFilter>
{
    public static DeliveryFilter Read(QueryReader query) =>
        new(query.OneOf<DeliveryOutcome>("state", "Only deliveries in this state. A held delivery waits for the restart of its registration, or for a tester; a lost one counts as sent and never was."));

    public bool Accepts(DeliveryBody delivery) => State is null || State == delivery.State;
}

/// <summary>Represents a new signing secret.</summary>
/// <param name="Secret">The secret in Base64.</param>
internal sealed record SecretRequest(string Secret) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("secret", FieldType.OfText(SigningSecret.Form, text => SigningSecret.Parse(text) is not null, new FieldFormat { Format = "byte", IsPartial = true })).Required(),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;
}

/// <summary>Represents the secret that signs a partner's webhooks.</summary>
/// <param name="PartnerId">The partner.</param>
/// <param name="Secret">The secret in Base64.</param>
internal sealed record SecretBody(Guid PartnerId, string Secret)
{
    /// <summary>True if the call created the world, else absent.</summary>
    public bool? Created { get; init; }
}

/// <summary>Represents the state of a delivery.</summary>
internal enum DeliveryOutcome
{
    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    [JsonStringEnumMemberName("failed")]
    Failed,

    [JsonStringEnumMemberName("held")]
    Held,

    [JsonStringEnumMemberName("lost")]
    Lost,
}

/// <summary>Represents the delivery of an event to a registration.</summary>
internal sealed record DeliveryBody(
    Guid PartnerId, Guid EventId, string EventName, Guid RegistrationId, Guid? CustomerId,
    Guid? SentAs, DateTimeOffset CreatedAt, DeliveryOutcome State, IReadOnlyList<AttemptBody> Attempts)
{
    /// <summary>The changes that a tester made before the release; absent if there are none.</summary>
    public EditBody? Edit { get; init; }

    public static DeliveryBody Of(Delivery delivery) => new(
        delivery.Event.PartnerId,
        delivery.Event.Id,
        delivery.Event.EventName,
        delivery.RegistrationId,
        delivery.Event.CustomerId,
        delivery.Event.SentAs,
        delivery.Event.CreatedAt,
        OutcomeOf(delivery),
        [.. delivery.Attempts.Select(AttemptBody.Of)])
    {
        Edit = EditBody.Of(delivery.Edit),
    };

    public static DeliveryOutcome OutcomeOf(Delivery delivery) => delivery switch
    {
        { IsLost: true } => DeliveryOutcome.Lost,
        { State: DeliveryState.Held or DeliveryState.Paused } => DeliveryOutcome.Held,
        { Status: WebhookEventStatus.Success } => DeliveryOutcome.Succeeded,
        { Status: WebhookEventStatus.Failed } => DeliveryOutcome.Failed,
        _ => DeliveryOutcome.Pending,
    };
}

/// <summary>Represents a call to the partner, and its result.</summary>
internal sealed record AttemptBody(int Number, DateTimeOffset SentAt, string Url, double DurationMilliseconds, int? StatusCode, string? Answer, string? Failure)
{
    public static AttemptBody Of(Attempt attempt) => new(
        attempt.Number,
        attempt.SentAt,
        MaskedUrl.Of(attempt.Result.Url),
        Math.Round(attempt.Result.Duration.TotalMilliseconds, 3),
        attempt.Result.StatusCode,
        attempt.Result.Answer,
        attempt.Result.Failure);
}
