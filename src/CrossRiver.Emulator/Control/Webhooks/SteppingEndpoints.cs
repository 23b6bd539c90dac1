using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Webhooks;

/// <summary>What a tester does with deliveries by hand: holds them, and lets them go one by one.</summary>
internal static class SteppingEndpoints
{
    public static void MapStepping(this LazyRoutes control)
    {
        var deliveries = control.Group("/partners/{partnerId:guid}/deliveries").WithTags("Deliveries");

        deliveries.Post("/pause", PauseDeliveries).WithMetadata(new PreparesWorld());
        deliveries.Post("/resume", ResumeDeliveries);
        deliveries.Post("/{eventId}/release", ReleaseDelivery);
        deliveries.Post("/{eventId}/drop", DropDelivery);
        deliveries.Post("/{eventId}/resend", ResendDelivery);
    }

    /// <summary>Holds every delivery that would be sent from now on. Attempts under way go on; a world with held deliveries is idle.</summary>
    internal static Ok<PauseAnswer> PauseDeliveries(Guid partnerId, WorldDirectory worlds) =>
        Do(worlds.Prepare(partnerId, out var created), created, "paused", stepping => stepping.Pause());

    /// <summary>Sends what was held, in the order of the events, and everything from now on at once.</summary>
    internal static Ok<PauseAnswer> ResumeDeliveries(Guid partnerId, WorldDirectory worlds) =>
        Do(worlds.Require(partnerId), created: null, "resumed", stepping => stepping.Resume());

    /// <summary>Sends one delivery that is held, before or after others of its customer. Also one that a fault holds up.</summary>
    internal static Ok<DeliveryBody> ReleaseDelivery(Guid partnerId, string eventId, WorldDirectory worlds) =>
        Do(partnerId, eventId, worlds, "released", (stepping, delivery) => stepping.Release(delivery));

    /// <summary>Lets one delivery be lost: it counts as sent, and nothing of it is sent any more.</summary>
    internal static Ok<DeliveryBody> DropDelivery(Guid partnerId, string eventId, WorldDirectory worlds) =>
        Do(partnerId, eventId, worlds, "dropped", (stepping, delivery) => stepping.Drop(delivery));

    /// <summary>Sends one delivery once more. It begins with the first attempt; while deliveries are paused, it is held.</summary>
    internal static Ok<DeliveryBody> ResendDelivery(Guid partnerId, string eventId, WorldDirectory worlds) =>
        Do(partnerId, eventId, worlds, "sent once more", (stepping, delivery) => stepping.Resend(delivery));

    private static Ok<PauseAnswer> Do(World world, bool? created, string done, Action<Stepping> act) => TypedResults.Ok(world.InTurn(() =>
    {
        world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"deliveries: {done}" });
        act(world.Deliveries.Stepping);
        return new PauseAnswer(world.PartnerId, world.Clock.Now, world.EpochNumber, world.Deliveries.Stepping.IsPaused, world.Deliveries.Stepping.Held) { Created = created };
    }));

    private static Ok<DeliveryBody> Do(Guid partnerId, string eventId, WorldDirectory worlds, string done, Action<Stepping, Delivery> act)
    {
        var world = worlds.Require(partnerId);
        if (IdText.Parse(eventId) is not { } id)
        {
            throw ErrorCatalog.NotFound.Refuse("Delivery", eventId);
        }

        return TypedResults.Ok(world.InTurn(() =>
        {
            var store = world.Deliveries.Store;
            act(world.Deliveries.Stepping, store.Find(id) ?? throw ErrorCatalog.NotFound.Refuse("Delivery", eventId));
            world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"deliveries: {id} {done}" });
            return DeliveryBody.Of(store.Find(id)!);
        }));
    }
}

/// <summary>Whether a world's deliveries are held.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="IsPaused">Whether what would be sent is held.</param>
/// <param name="Held">How many deliveries are held because of it.</param>
internal sealed record PauseAnswer(Guid PartnerId, DateTimeOffset Now, int Epoch, bool IsPaused, int Held)
{
    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }
}
