namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>Keeps the partners whose worlds were ended, with the reasons, for the newest 1,000. Thread-safe.</summary>
internal sealed class EndedWorlds
{
    private readonly NewestByPartner<string> _reasons = new(most: 1_000);

    /// <summary>Adds a partner, or changes its reason.</summary>
    /// <param name="reason">The reason, for example <c>a call asked for it</c>.</param>
    public void Add(Guid partnerId, DateTimeOffset at, string reason) =>
        _reasons.Add(partnerId, string.Create(CultureInfo.InvariantCulture, $"was ended at {at.UtcDateTime:O}, because {reason}"));

    public UnknownPartnerException Unknown(string partnerId, IReadOnlyList<World> all)
    {
        var end = GuidText.Parse(partnerId) is { } id && _reasons.Find(id) is { } reason ? $": it {reason}" : "";
        var named = all is [] ? "" : $": {PartnerNames.Of(all)}{(all.Count > PartnerNames.MostNamed ? ", …" : "")}";
        return new UnknownPartnerException(partnerId, end, $"there {PartnerNames.CountOf(all)}{named}");
    }
}

/// <summary>Thrown if the named partner has no world.</summary>
/// <param name="end">The end of its last world, as the rest of a sentence; empty if there was none.</param>
/// <param name="others">The existing worlds, in words.</param>
internal sealed class UnknownPartnerException(string partnerId, string end, string others) : Exception($"There is no world of partner {partnerId}")
{
    public string PartnerId => partnerId;

    public string End => end;

    public string Others => others;
}

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
