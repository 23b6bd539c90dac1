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

/// <summary>What was sent to partners and what came of it, and what signs it.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this LazyRoutes control)
    {
        var deliveries = control.Group("").WithTags("Deliveries");

        deliveries.Get("/deliveries", ListDeliveriesOfAll);
        deliveries.Get("/partners/{partnerId:guid}/deliveries", ListDeliveries);
        deliveries.Get("/partners/{partnerId:guid}/deliveries/{eventId}", GetDelivery);
        deliveries.Get("/partners/{partnerId:guid}/signing-secret", GetSecret);
        deliveries.Put("/partners/{partnerId:guid}/signing-secret", SetSecret).WithMetadata(new PreparesWorld()).WithExample("signing-secret.set", _ => new { Secret = "YSBzZWNyZXQgZm9yIHRlc3RzIG9ubHk=" });
    }

    /// <summary>Lists the deliveries of all worlds with every attempt. They come in the order of their events.</summary>
    internal static Ok<Page<DeliveryBody>> ListDeliveriesOfAll(DeliveryFilter filter, PageRequest page, WorldDirectory worlds)
    {
        var all = worlds.All.SelectMany(world => world.AllDeliveries).OrderBy(delivery => delivery.Event.CreatedAt).ThenBy(delivery => delivery.Number);

        return TypedResults.Ok(page.Of(all.Select(DeliveryBody.Of).Where(filter.Accepts).Skip(page.Skipped)));
    }

    /// <summary>Lists deliveries with every attempt. They come in the order of their events.</summary>
    internal static Ok<Page<DeliveryBody>> ListDeliveries(Guid partnerId, DeliveryFilter filter, PageRequest page, WorldDirectory worlds)
    {
        var all = worlds.Require(partnerId).AllDeliveries;

        return TypedResults.Ok(page.Of(all.Select(DeliveryBody.Of).Where(filter.Accepts).Skip(page.Skipped)));
    }

    /// <summary>Reads one delivery with every attempt.</summary>
    internal static Ok<DeliveryBody> GetDelivery(Guid partnerId, string eventId, WorldDirectory worlds)
    {
        var world = worlds.Require(partnerId);
        return IdText.Parse(eventId) is { } id && world.FindDelivery(id) is { } delivery
            ? TypedResults.Ok(DeliveryBody.Of(delivery))
            : throw ErrorCatalog.NotFound.Refuse("Delivery", eventId);
    }

    /// <summary>Reads the secret that signs a partner's webhooks.</summary>
    internal static Ok<SecretBody> GetSecret(Guid partnerId, WorldDirectory worlds) =>
        TypedResults.Ok(new SecretBody(partnerId, worlds.Require(partnerId).Deliveries.Attempts.Secret.Text));

    /// <summary>Sets the secret that signs a partner's webhooks. It does so from the next attempt on.</summary>
    internal static Ok<SecretBody> SetSecret(Guid partnerId, Body<SecretRequest> body, WorldDirectory worlds)
    {
        var secret = SigningSecret.Parse(body.Value.Secret)!;
        var world = worlds.Prepare(partnerId, out var created);
        world.InTurn(() => world.Deliveries.Attempts.Secret = secret);

        return TypedResults.Ok(new SecretBody(partnerId, secret.Text) { Created = created });
    }
}

/// <summary>Which deliveries a list shows.</summary>
/// <param name="State">What has become of them; <see langword="null"/> excludes none.</param>
internal sealed record DeliveryFilter(DeliveryOutcome? State) : IQuery<DeliveryFilter>
{
    public static DeliveryFilter Read(QueryReader query) =>
        new(query.OneOf<DeliveryOutcome>("state", "Only deliveries of which this has become. Those held wait for their registration to be restarted, or for a tester; those lost count as sent and never were."));

    public bool Accepts(DeliveryBody delivery) => State is null || State == delivery.State;
}

/// <summary>A new secret.</summary>
/// <param name="Secret">Base64, as the partner has it.</param>
internal sealed record SecretRequest(string Secret) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("secret", FieldType.OfText(SigningSecret.Form, text => SigningSecret.Parse(text) is not null, new FieldForm { Format = "byte", IsPartial = true })).Required(),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;
}

/// <summary>The secret that signs a partner's webhooks.</summary>
/// <param name="PartnerId">The partner.</param>
/// <param name="Secret">Base64, as the partner has it.</param>
internal sealed record SecretBody(Guid PartnerId, string Secret)
{
    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }
}

/// <summary>What has become of a delivery.</summary>
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

/// <summary>One event on its way to one registration.</summary>
internal sealed record DeliveryBody(
    Guid PartnerId,
    Guid EventId,
    string EventName,
    Guid RegistrationId,
    Guid? CustomerId,
    Guid? SentAs,
    DateTimeOffset CreatedAt,
    DeliveryOutcome State,
    IReadOnlyList<AttemptBody> Attempts)
{
    public static DeliveryBody Of(Delivery delivery) => new(
        delivery.Event.PartnerId,
        delivery.Event.Id,
        delivery.Event.EventName,
        delivery.RegistrationId,
        delivery.Event.CustomerId,
        delivery.Event.SentAs,
        delivery.Event.CreatedAt,
        OutcomeOf(delivery),
        [.. delivery.Attempts.Select(AttemptBody.Of)]);

    /// <summary>What has become of a delivery.</summary>
    public static DeliveryOutcome OutcomeOf(Delivery delivery) => delivery switch
    {
        { IsLost: true } => DeliveryOutcome.Lost,
        { State: DeliveryState.Held or DeliveryState.Paused } => DeliveryOutcome.Held,
        { Status: WebhookEventStatus.Success } => DeliveryOutcome.Succeeded,
        { Status: WebhookEventStatus.Failed } => DeliveryOutcome.Failed,
        _ => DeliveryOutcome.Pending,
    };
}

/// <summary>One call to the partner, and what came of it.</summary>
internal sealed record AttemptBody(
    int Number,
    DateTimeOffset SentAt,
    string Url,
    double DurationMilliseconds,
    int? StatusCode,
    string? Answer,
    string? Failure)
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
