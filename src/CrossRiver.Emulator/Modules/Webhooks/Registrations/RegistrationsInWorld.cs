using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>The registrations of a world.</summary>
internal static class RegistrationsInWorld
{
    extension(World world)
    {
        public RegistrationStore Registrations => world.Part<RegistrationStore>();

        /// <summary>Gets all registrations, in the order in which they were made. Thread-safe.</summary>
        public IReadOnlyList<Registration> AllRegistrations => world.FindPart<RegistrationStore>()?.All ?? [];

        /// <summary>Finds the registration of an event whose partner is sent it or polls it, or returns null. Thread-safe.</summary>
        public Registration? FindSubscriber(string eventName) => world.FindPart<RegistrationStore>()?.FindSubscriber(eventName);

        /// <summary>Makes a registration.</summary>
        /// <exception cref="RefusedException">The partner has one of this event already.</exception>
        public Registration Register(CreateRegistrationRequest request) => world.InTurn(() => world.Registrations.Create(request));

        /// <summary>Removes a registration; its deliveries that are not finished are dropped.</summary>
        /// <returns>Whether there was one.</returns>
        public bool Unregister(Guid registrationId) => world.InTurn(() =>
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
