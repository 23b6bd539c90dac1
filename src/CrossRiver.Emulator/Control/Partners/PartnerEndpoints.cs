using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Control.Clocks;
using CrossRiver.Emulator.Control.Webhooks;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Partners;

/// <summary>Provides the routes that list, create and end worlds.</summary>
internal static class PartnerEndpoints
{
    public static void MapPartners(this LazyRoutes control)
    {
        var partners = control.Group("/partners").WithTags("Worlds");

        partners.Get("/", ListWorlds);
        partners.Get("/{partnerId}", GetWorld);
        partners.Put("/{partnerId}", PrepareWorld).WithMetadata(new PreparesWorld());
        partners.Delete("/{partnerId}", EndWorld);
        partners.Put("/{partnerId:guid}/alias", SetAlias).WithMetadata(new PreparesWorld()).WithExample("partners.alias", _ => new { Alias = "onboarding" });
    }

    /// <summary>Lists the worlds with the numbers of their resources and pending work. The order is by partner identifier.</summary>
    internal static Ok<Page<WorldBody>> ListWorlds(PageRequest page, WorldDirectory worlds) =>
        TypedResults.Ok(page.Of(worlds.All.OrderBy(world => world.PartnerId).Skip(page.Skipped).Select(WorldBody.Of)));

    /// <summary>Reads the numbers of resources and pending work of one partner's world.</summary>
    internal static Ok<WorldBody> GetWorld(string partnerId, WorldDirectory worlds) =>
        GuidText.Parse(partnerId) is { } id ? TypedResults.Ok(WorldBody.Of(worlds.Require(id))) : throw worlds.UnknownPartner(partnerId);

    /// <summary>Creates the world of a partner that has made no call yet. An existing world stays as it is; then `created` is absent.</summary>
    internal static Ok<WorldBody> PrepareWorld(string partnerId, WorldDirectory worlds)
    {
        var world = worlds.Prepare(GuidText.Parse(partnerId) ?? throw ApiException.Invalid([$"PartnerId {FieldType.Id.Must}"]), out var created);

        return TypedResults.Ok(WorldBody.Of(world) with { Created = created });
    }

    /// <summary>Ends one partner's world. After the answer, nothing of it can arrive. The next world is empty; its epochs and entry numbers continue.</summary>
    internal static async Task<NoContent> EndWorld(string partnerId, WorldDirectory worlds)
    {
        if (GuidText.Parse(partnerId) is not { } id || !await worlds.EndAsync(id, "a call asked for it"))
        {
            throw worlds.UnknownPartner(partnerId);
        }

        worlds.JournalOfNoWorld.Add(new ControlEntry { At = worlds.Clock.Now, What = $"the world of partner {id} is over" });
        return TypedResults.NoContent();
    }

    /// <summary>Gives a partner an alias, which control paths take in place of its identifier. An empty alias removes it. Resets keep it.</summary>
    internal static Ok<WorldBody> SetAlias(Guid partnerId, Body<AliasRequest> body, WorldDirectory worlds)
    {
        var alias = body.Value.Alias is { Length: > 0 } given ? given : null;
        if (worlds.Aliases.Set(partnerId, alias) is { } reason)
        {
            throw ControlErrors.AliasRefused.ToException(alias!, reason);
        }

        var world = worlds.Prepare(partnerId, out var created);
        world.Note(alias is null ? "alias: removed" : $"alias: {alias}");
        return TypedResults.Ok(WorldBody.Of(world) with { Created = created });
    }
}

/// <summary>Represents the alias of a partner.</summary>
/// <param name="Alias">The alias, or an empty text or null for none.</param>
internal sealed record AliasRequest(string? Alias) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields =
        [Field.Of("alias", FieldType.OfText($"must be {PartnerAliases.Form}, or empty", text => text is "" || PartnerAliases.IsAlias(text), new FieldFormat { IsPartial = true }))];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;
}

/// <summary>Represents the numbers of resources and pending work of a world.</summary>
/// <param name="Alias">The alias of the partner, or null if it has none.</param>
/// <param name="Clock">The mode of its clock: <c>real</c>, <c>manual</c> or <c>skip</c>.</param>
/// <param name="Customers">The number of customers.</param>
/// <param name="Registrations">The number of registrations.</param>
/// <param name="Deliveries">The number of kept deliveries, by their state.</param>
/// <param name="Entries">The number of scheduled steps, retries and ends of holds.</param>
/// <param name="NextDueAt">The due time of the first of them, or null if there are none.</param>
internal sealed record WorldBody(
    World World, string? Alias, string Clock, int Customers, int Registrations, IReadOnlyDictionary<DeliveryOutcome, int> Deliveries, int Entries, DateTimeOffset? NextDueAt)
    : PreparedWorldStamp(World)
{
    private static readonly DeliveryOutcome[] Outcomes = Enum.GetValues<DeliveryOutcome>();

    public static WorldBody Of(World world)
    {
        var deliveries = world.AllDeliveries.CountBy(DeliveryBody.OutcomeOf).ToDictionary();

        return new WorldBody(
            world,
            world.Alias,
            ClockAnswer.NameOf(world.Clock.Course.Mode),
            world.Customers.Count,
            world.AllRegistrations.Count,
            Outcomes.ToDictionary(outcome => outcome, outcome => deliveries.GetValueOrDefault(outcome)),
            world.AgendaEntries,
            world.NextDueAt);
    }
}
