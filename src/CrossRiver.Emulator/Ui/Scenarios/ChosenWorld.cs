using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Scenarios;

/// <summary>The world that a view of scenarios is about. Its address names it; without a name, it is the only world.</summary>
/// <param name="World">The world, or null for none.</param>
internal sealed record ChosenWorld(World? World)
{
    private const string Member = "partner";
    private const int MostWorlds = 100;

    /// <summary>Gets the query that keeps the choice in other addresses.</summary>
    public string Query => $"?{Member}={World?.PartnerId}";

    /// <exception cref="UnknownPartnerException">The address names a partner without a world.</exception>
    public static ChosenWorld Of(PageContext page, WorldDirectory worlds) => page.Query.TryGetValue(Member, out var asked)
        ? new(asked.ToString() is "" ? null : Guid.TryParse(asked, out var partnerId) ? worlds.Require(partnerId) : throw worlds.UnknownPartner($"{asked}"))
        : new(worlds.Only);

    public WorldChoice In(WorldDirectory worlds)
    {
        var listed = worlds.All.Take(MostWorlds).Concat(World is { } chosen ? [chosen] : []).Distinct();
        return new WorldChoice([new FieldOption("", "none"), .. listed.Select(OptionOf)], $"{World?.PartnerId}", worlds.All.Count > MostWorlds);
    }

    private static FieldOption OptionOf(World world) =>
        new($"{world.PartnerId}", PageContext.HeadOf(world).Alias is { } alias ? $"{alias} · {world.PartnerId}" : $"{world.PartnerId}");
}
