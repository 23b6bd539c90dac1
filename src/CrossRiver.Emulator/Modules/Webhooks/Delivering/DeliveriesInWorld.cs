using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>The deliveries of a world.</summary>
internal static class DeliveriesInWorld
{
    extension(World world)
    {
        /// <summary>Gets what was sent and is to be sent. Changes are made in the world's turn.</summary>
        public Deliveries Deliveries => world.Part<Deliveries>();

        /// <summary>Gets all deliveries, in the order in which the events happened. Thread-safe.</summary>
        public IEnumerable<Delivery> AllDeliveries => world.FindPart<Deliveries>()?.Store.All ?? [];

        /// <summary>Finds the delivery of an event, or returns null. Thread-safe.</summary>
        public Delivery? FindDelivery(Guid eventId) => world.FindPart<Deliveries>()?.Store.Find(eventId);

        /// <summary>Sends a test event to a registration's callback URL.</summary>
        /// <exception cref="RefusedException">There is no such registration, or it has no callback URL.</exception>
        public void Ping(Guid registrationId, TraceOrigin? origin = null) => world.InTurn(
            () =>
            {
                var registration = world.Registrations.Find(registrationId) ?? throw ErrorCatalog.NotFound.Refuse("Registration", registrationId.ToString());
                if (registration.CallbackUrl is null)
                {
                    throw RefusedException.Invalid(["CallbackUrl required"]);
                }

                var ping = world.Part<EventMaker>().Ping(registration);
                world.Deliveries.Ping(ping, registration);
                return ping;
            },
            origin);

        /// <summary>Begins an attempt that Hangfire has been given, unless it is of an older epoch.</summary>
        public void StartAttempt(Guid eventId, int epochNumber) => world.Deliveries.Outbox.StartAttempt(eventId, epochNumber);
    }
}
