using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

internal static class DeliveriesInWorld
{
    extension(World world)
    {
        /// <summary>Gets the deliveries. Change them only while holding the world lock.</summary>
        public Deliveries Deliveries => world.Part<Deliveries>();

        /// <summary>Gets all deliveries, in the order of their events. Thread-safe.</summary>
        public IEnumerable<Delivery> AllDeliveries => world.FindPart<Deliveries>()?.Store.All ?? [];

        /// <summary>Returns the delivery of an event, or null. Thread-safe.</summary>
        public Delivery? FindDelivery(Guid eventId) => world.FindPart<Deliveries>()?.Store.Find(eventId);

        /// <summary>Sends a test event to a registration's callback URL.</summary>
        /// <exception cref="ApiException">There is no such registration, or it has no callback URL.</exception>
        public void Ping(Guid registrationId, ParentSpan? origin = null) => world.RunForPartner(
            () =>
            {
                var registration = world.Registrations.Find(registrationId) ?? throw ErrorCatalog.NotFound.ToException("Registration", registrationId.ToString());
                if (registration.CallbackUrl is null)
                {
                    throw ApiException.Invalid(["CallbackUrl required"]);
                }

                var ping = world.Part<EventMaker>().Ping(registration);
                world.Deliveries.Ping(ping, registration);
                return ping;
            },
            origin);

        /// <summary>Begins an attempt for a job, unless the job is of an older epoch.</summary>
        public void StartAttempt(Guid eventId, int epochNumber) => world.Deliveries.Outbox.StartAttempt(eventId, epochNumber);
    }
}
