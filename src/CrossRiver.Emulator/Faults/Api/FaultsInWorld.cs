namespace CrossRiver.Emulator.Faults.Api;

/// <summary>The faults of a world.</summary>
internal static class FaultsInWorld
{
    extension(World world)
    {
        /// <summary>Gets what may go wrong with calls, on purpose. Call only while holding the world lock.</summary>
        public WorldFaults Faults => world.Part<WorldFaults>();

        /// <summary>Gets whether a rule may strike a call. Thread-safe.</summary>
        public bool MayFailCalls => world.FindPart<WorldFaults>() is { IsInForce: true };
    }
}
