namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>Provides the partners of worlds, for messages.</summary>
internal static class PartnerNames
{
    /// <summary>The most partners that a message names.</summary>
    public const int MostNamed = 5;

    /// <summary>Returns the number of worlds, for example <c>are 3 worlds</c>.</summary>
    public static string CountOf(IReadOnlyList<World> worlds) => worlds switch
    {
        [] => "is no world yet",
        [_] => "is 1 world",
        _ => $"are {worlds.Count} worlds",
    };

    /// <summary>Returns the first 5 partners in the order of their identifiers, separated by commas.</summary>
    public static string Of(IReadOnlyList<World> worlds) =>
        string.Join(", ", worlds.Select(world => $"{world.PartnerId}").Order(StringComparer.Ordinal).Take(MostNamed));
}
