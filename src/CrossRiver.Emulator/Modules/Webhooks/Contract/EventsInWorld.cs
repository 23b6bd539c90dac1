using CrossRiver.Emulator.Modules.Webhooks.Delivering;

namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>Provides what other areas need of the events of a world.</summary>
internal static class EventsInWorld
{
    extension(World world)
    {
        /// <summary>Sends an event that nothing led to. Call only while holding the world lock.</summary>
        public void Send(PhantomEntry phantom) => world.Deliveries.Extras.Send(phantom);

        /// <summary>Finds the customer that an event is about, or returns <see langword="null"/>. Call only while holding the world lock.</summary>
        public Guid? FindCustomerOfEvent(Guid eventId) => world.FindDelivery(eventId)?.Event.CustomerId;
    }
}
