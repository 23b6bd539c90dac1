using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Control.Clocks;
using CrossRiver.Emulator.Control.Webhooks;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Partners;

/// <summary>Which partners the emulator has heard of, and how much is in their worlds.</summary>
internal static class PartnerEndpoints
{
    public static void MapPartners(this LazyRoutes control)
    {
        var partners = control.Group("/partners").WithTags("Worlds");

        partners.Get("/", ListWorlds);
        partners.Get("/{partnerId}", GetWorld);
        partners.Put("/{partnerId}", PrepareWorld).WithMetadata(new PreparesWorld());
        partners.Delete("/{partnerId}", EndWorld);
    }

    /// <summary>Lists the worlds with what is in them and what they wait for. They come by the identifiers of their partners.</summary>
    internal static Ok<Page<WorldBody>> ListWorlds(PageRequest page, WorldDirectory worlds) =>
        TypedResults.Ok(page.Of(worlds.All.OrderBy(world => world.PartnerId).Skip(page.Skipped).Select(WorldBody.Of)));

    /// <summary>Reads what is in one partner's world and what it waits for.</summary>
    internal static Ok<WorldBody> GetWorld(string partnerId, WorldDirectory worlds) =>
        IdText.Parse(partnerId) is { } id ? TypedResults.Ok(WorldBody.Of(worlds.Require(id))) : throw worlds.UnknownPartner(partnerId);

    /// <summary>Makes the world of a partner that has made no call yet. If there is one, it stays as it is; `created` tells.</summary>
    internal static Ok<WorldBody> PrepareWorld(string partnerId, WorldDirectory worlds)
    {
        var world = worlds.Prepare(IdText.Parse(partnerId) ?? throw RefusedException.Invalid([$"PartnerId {FieldType.Id.Must}"]), out var created);

        return TypedResults.Ok(WorldBody.Of(world) with { Created = created });
    }

    /// <summary>Ends one partner's world. When it answers, nothing of it can arrive any more. The partner's next world is empty; only its epochs and the numbers of its entries go on.</summary>
    internal static async Task<NoContent> EndWorld(string partnerId, WorldDirectory worlds)
    {
        if (IdText.Parse(partnerId) is not { } id || !await worlds.EndAsync(id, "a call asked for it"))
        {
            throw worlds.UnknownPartner(partnerId);
        }

        worlds.JournalOfNoWorld.Add(new ControlEntry { At = worlds.Clock.Now, What = $"the world of partner {id} is over" });
        return TypedResults.NoContent();
    }
}

/// <summary>What is in a world, and what it waits for.</summary>
/// <param name="PartnerId">The partner whose world it is.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">How often the world was begun.</param>
/// <param name="Clock">How time passes: <c>real</c>, <c>manual</c> or <c>skip</c>.</param>
/// <param name="Customers">How many customers there are.</param>
/// <param name="Registrations">How many registrations there are.</param>
/// <param name="Deliveries">How many events are kept that went, or are to go, to a registration, by what has become of them.</param>
/// <param name="Entries">How many steps, retries and ends of holds are booked.</param>
/// <param name="NextDueAt">When the first of them is due, or <see langword="null"/> when there is none.</param>
internal sealed record WorldBody(
    Guid PartnerId,
    DateTimeOffset Now,
    int Epoch,
    string Clock,
    int Customers,
    int Registrations,
    IReadOnlyDictionary<DeliveryOutcome, int> Deliveries,
    int Entries,
    DateTimeOffset? NextDueAt)
{
    private static readonly DeliveryOutcome[] Outcomes = Enum.GetValues<DeliveryOutcome>();

    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }

    public static WorldBody Of(World world)
    {
        var deliveries = world.AllDeliveries.CountBy(DeliveryBody.OutcomeOf).ToDictionary();

        return new WorldBody(
            world.PartnerId,
            world.Clock.Now,
            world.EpochNumber,
            ClockAnswer.NameOf(world.Clock.Course.Mode),
            world.Customers.Count,
            world.AllRegistrations.Count,
            Outcomes.ToDictionary(outcome => outcome, outcome => deliveries.GetValueOrDefault(outcome)),
            world.AgendaEntries,
            world.NextDueAt);
    }
}
