namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>Decides how events are delivered, and what goes wrong with them on purpose.</summary>
internal interface IDeliveryPlanner
{
    /// <summary>Plans the delivery of an event, and counts it where rules count. Call only while holding the world lock, once for each event.</summary>
    /// <param name="world">The world in which it happened.</param>
    /// <param name="happened">The event; the partner may not have registered for it.</param>
    /// <returns>The plan, or null if it is delivered as usual.</returns>
    DeliveryPlan? Plan(World world, DomainEvent happened);
}
