namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>A part of a world that goes on when a call was made.</summary>
internal interface ICallListener : IWorldPart
{
    /// <summary>Gets whether the part may wait for a call. Thread-safe.</summary>
    bool IsWaiting { get; }

    /// <summary>Goes on because of a call that was done. Call only while holding the world lock.</summary>
    /// <param name="resourceId">The resource that the call names.</param>
    /// <param name="operation">The call's operation, for example <c>customers.get</c>.</param>
    /// <returns>Whether something waited for the call.</returns>
    bool Called(Guid resourceId, string operation);
}
