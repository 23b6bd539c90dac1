namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Represents work of a part that ends outside of its world, such as calls to the partner. Call only while holding the world lock.</summary>
internal interface IWorkUnderWay
{
    /// <summary>Gets the work in flight. The world is not idle before it ends.</summary>
    IEnumerable<Pending> UnderWay { get; }

    /// <summary>Gets the work that a stop leaves undone; each writes its line to a log.</summary>
    IEnumerable<Action<ILogger>> Undone { get; }

    /// <summary>Gets whether so much work waits that no new entries may run.</summary>
    bool IsCongested { get; }

    /// <summary>Returns the customer that an event is about, or null.</summary>
    Guid? FindCustomer(Guid eventId);
}
