using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

internal static class RegistrationsInWorld
{
    extension(World world)
    {
        public RegistrationStore Registrations => world.Part<RegistrationStore>();

        /// <summary>Gets all registrations, in the order in which they were created. Thread-safe.</summary>
        public IReadOnlyList<Registration> AllRegistrations => world.FindPart<RegistrationStore>()?.All ?? [];

        /// <summary>Returns the registration of an event if the partner is sent it or polls it, or null. Thread-safe.</summary>
        public Registration? FindSubscriber(string eventName) => world.FindPart<RegistrationStore>()?.FindSubscriber(eventName);

        /// <exception cref="ApiException">The partner has a registration for this event, or the callback URL is not allowed.</exception>
        public Registration Register(CreateRegistrationRequest request) => world.RunForPartner(() => world.Registrations.Create(request));

        /// <summary>Removes a registration, and drops its unfinished deliveries.</summary>
        /// <returns>True if there was a registration.</returns>
        public bool Unregister(Guid registrationId) => world.RunForPartner(() =>
        {
            var isRemoved = world.Registrations.Remove(registrationId);
            if (isRemoved)
            {
                world.FindPart<Deliveries>()?.Drop(registrationId);
            }

            return isRemoved;
        });
    }
}
