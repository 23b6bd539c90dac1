namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>A part of a world whose work ends outside of it, such as calls to the partner. Call only while holding the world lock.</summary>
internal interface IWorkUnderWay
{
    /// <summary>Gets what is under way now. Until it ends, the world is not idle.</summary>
    IEnumerable<Pending> UnderWay { get; }

    /// <summary>Gets what stays undone if the world stops now; each writes its line to a log.</summary>
    IEnumerable<Action<ILogger>> Undone { get; }

    /// <summary>Gets whether so much waits that nothing new may happen before some of it ends.</summary>
    bool IsCongested { get; }

    /// <summary>Returns the customer that an event is about, or null if it is about none.</summary>
    Guid? FindCustomer(Guid eventId);
}
