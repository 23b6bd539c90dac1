namespace CrossRiver.Emulator.Control.Access;

/// <summary>Represents the requirements for calls of a route under <c>/_emulator</c>: metadata of its endpoint. The default is <see cref="Guarded"/>.</summary>
internal sealed record ControlAccess(bool NeedsKey)
{
    /// <summary>Gets the requirement of the key, and of no page of another site.</summary>
    public static ControlAccess Guarded { get; } = new(NeedsKey: true);

    /// <summary>Gets the requirement of no page of another site: for routes that show no world, or stand in for a partner's server.</summary>
    public static ControlAccess WithoutKey { get; } = new(NeedsKey: false);
}

/// <summary>Represents metadata of endpoints that create the world of the named partner if there is none. Without it, such a call is a 404.</summary>
internal sealed record PreparesWorld;
