using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Webhooks;

/// <summary>Provides the routes that hold deliveries, and that release, drop or send them again by hand.</summary>
internal static class ManualDeliveryEndpoints
{
    public static void MapManualDelivery(this LazyRoutes control)
    {
        var deliveries = control.Group("/partners/{partnerId:guid}/deliveries").WithTags("Deliveries");

        deliveries.Post("/pause", PauseDeliveries).WithMetadata(new PreparesWorld());
        deliveries.Post("/resume", ResumeDeliveries);
        deliveries.Patch("/{eventId}", EditDelivery).Produces<ApiErrorBody>(StatusCodes.Status409Conflict)
            .WithExample("deliveries.edit", _ => new { Body = new { Status = "Unknown" }, Headers = new JsonObject { ["X-Request-Id"] = "42" } });
        deliveries.Post("/{eventId}/release", ReleaseDelivery);
        deliveries.Post("/{eventId}/drop", DropDelivery);
        deliveries.Post("/{eventId}/resend", ResendDelivery);
    }

    /// <summary>Holds every delivery that would be sent from now on. Attempts under way continue; a world with held deliveries is idle.</summary>
    internal static Ok<PauseAnswer> PauseDeliveries(Guid partnerId, WorldDirectory worlds) =>
        Do(worlds.Prepare(partnerId, out var created), created, "paused", stepping => stepping.Pause());

    /// <summary>Sends the held deliveries in the order of their events, and all later deliveries at once.</summary>
    internal static Ok<PauseAnswer> ResumeDeliveries(Guid partnerId, WorldDirectory worlds) =>
        Do(worlds.Require(partnerId), created: null, "resumed", stepping => stepping.Resume());

    /// <summary>Sends one held delivery, before or after others of its customer. A fault may hold it, too.</summary>
    internal static Ok<DeliveryBody> ReleaseDelivery(Guid partnerId, string eventId, WorldDirectory worlds) =>
        Do(partnerId, eventId, worlds, "released", (stepping, delivery) => stepping.Release(delivery));

    /// <summary>
    /// Changes the body and headers of a delivery that the pause holds. A `body` that is text is sent to the letter, and need not be JSON. The signature is of the
    /// changed body, unless `headers` has another. `null` as `body` or `headers` makes it the bank's again; a header that is null is not sent.
    /// Retries and resends are made with the changes, and the journal has both.
    /// </summary>
    internal static Ok<DeliveryBody> EditDelivery(Guid partnerId, string eventId, Body<EditDeliveryRequest> body, WorldDirectory worlds) =>
        Do(partnerId, eventId, worlds, "edited", (stepping, delivery) => stepping.Edit(delivery, before => body.Value.Change(before, body.Json)), isEdit: true);

    /// <summary>Drops one delivery. It counts as sent, and no further attempt is made.</summary>
    internal static Ok<DeliveryBody> DropDelivery(Guid partnerId, string eventId, WorldDirectory worlds) =>
        Do(partnerId, eventId, worlds, "dropped", (stepping, delivery) => stepping.Drop(delivery));

    /// <summary>Sends one delivery once more. It starts with the first attempt; while deliveries are paused, it is held.</summary>
    internal static Ok<DeliveryBody> ResendDelivery(Guid partnerId, string eventId, WorldDirectory worlds) =>
        Do(partnerId, eventId, worlds, "sent once more", (stepping, delivery) => stepping.Resend(delivery));

    private static Ok<PauseAnswer> Do(World world, bool? created, string done, Action<ManualDelivery> act) => world.Answer(world =>
    {
        world.Note($"deliveries: {done}");
        act(world.Deliveries.Manual);
        return new PauseAnswer(world, world.Deliveries.Manual.IsPaused, world.Deliveries.Manual.Held) { Created = created };
    });

    private static Ok<DeliveryBody> Do(Guid partnerId, string eventId, WorldDirectory worlds, string done, Action<ManualDelivery, Delivery> act, bool isEdit = false)
    {
        var world = worlds.Require(partnerId);
        var id = GuidText.Parse(eventId) ?? throw ErrorCatalog.NotFound.ToException("Delivery", eventId);

        return world.Answer(world =>
        {
            var store = world.Deliveries.Store;
            act(world.Deliveries.Manual, store.Find(id) ?? throw ErrorCatalog.NotFound.ToException("Delivery", eventId));
            var delivery = store.Find(id)!;
            var right = isEdit ? WebhookEventBody.Write(delivery) : null;
            world.Journal.Add(new ControlEntry
            {
                At = world.Clock.Now,
                What = $"deliveries: {id} {done}",
                Before = right is null ? null : WebhookEdit.None.Show(right),
                After = right is null ? null : (delivery.Edit ?? WebhookEdit.None).Show(right),
            });
            return DeliveryBody.Of(delivery);
        });
    }
}

/// <summary>Represents the pause of a world's deliveries.</summary>
/// <param name="IsPaused">Whether deliveries are held.</param>
/// <param name="Held">The number of deliveries that the pause holds.</param>
internal sealed record PauseAnswer(World World, bool IsPaused, int Held) : PreparedWorldStamp(World);
