namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>Headers of calls that several parts of the emulator read.</summary>
internal static class CallHeaders
{
    /// <summary>The header with the key by which a call can be repeated without being done again.</summary>
    public const string IdempotencyKey = "idempotency-key";
}
