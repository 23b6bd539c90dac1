namespace CrossRiver.Emulator.Control.Access;

/// <summary>Represents what a call of a route under <c>/_emulator</c> has to bring: metadata of its endpoint. A route without it is guarded.</summary>
/// <param name="NeedsKey">Whether the key is asked for, if there is one.</param>
internal sealed record Admission(bool NeedsKey)
{
    /// <summary>With the key, and not from a page of another site.</summary>
    public static Admission Guarded { get; } = new(NeedsKey: true);

    /// <summary>Not from a page of another site: for what shows nothing of any world, such as a health check, and for what stands in for a partner's server.</summary>
    public static Admission WithoutKey { get; } = new(NeedsKey: false);
}
