namespace CrossRiver.Emulator.Control.Access;

/// <summary>Who may call a route under <c>/_emulator</c>: metadata of its endpoint. One that has none asks for everything.</summary>
/// <param name="NeedsKey">Whether the key is asked for, if there is one.</param>
/// <param name="NeedsOwnSite">Whether pages of other sites are refused.</param>
internal sealed record Admission(bool NeedsKey, bool NeedsOwnSite)
{
    /// <summary>With the key, and not from a page of another site.</summary>
    public static Admission Guarded { get; } = new(NeedsKey: true, NeedsOwnSite: true);

    /// <summary>Not from a page of another site: for what a container's health check asks and what shows nothing of any world.</summary>
    public static Admission WithoutKey { get; } = new(NeedsKey: false, NeedsOwnSite: true);

    /// <summary>Anybody: for what stands in for somebody else's server.</summary>
    public static Admission OfAnybody { get; } = new(NeedsKey: false, NeedsOwnSite: false);
}
