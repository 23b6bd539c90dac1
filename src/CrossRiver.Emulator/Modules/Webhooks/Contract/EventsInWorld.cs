using CrossRiver.Emulator.Modules.Webhooks.Delivering;

namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>Provides the operations of other areas on the events of a world.</summary>
internal static class EventsInWorld
{
    extension(World world)
    {
        /// <summary>Sends an event without a cause. Call only while holding the world lock.</summary>
        public void Send(PhantomEntry phantom) => world.Deliveries.Extras.Send(phantom);
    }
}
