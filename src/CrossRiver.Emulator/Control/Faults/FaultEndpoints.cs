using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Faults;

/// <summary>Rules by which calls to one world, or the deliveries of its events, go wrong; given and taken away as a tester likes.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this LazyRoutes control)
    {
        var faults = control.Group("/partners/{partnerId:guid}/faults").WithTags("Faults");

        faults.Get("", ListFaults);
        faults.Post("", AddFault).WithMetadata(new BodyForm("FaultRequest", _ => []) { Describe = services => services.GetRequiredService<FaultSchemas>().DescribeRule() }, new PreparesWorld())
            .WithExample("faults.add", _ => new { Call = "customers.get", Which = "1", Status = 503 })
            .WithExample("faults.add-for-deliveries", _ => new { Event = CustomerEvents.OfacChanged, Duplicate = new { Copies = 2, Gap = "1s" } });
        faults.Delete("", RemoveFaults);
        faults.Get("/{id}", GetFault);
        faults.Delete("/{id}", RemoveFault);
    }

    /// <summary>Lists the rules that were given to this world, in the order in which they act. With how often each has struck.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultListing> ListFaults(Guid partnerId, WorldDirectory worlds, FaultSchemas schemas)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(world.InTurn(() => FaultListing.Of(world, schemas)));
    }

    /// <summary>
    /// Adds a rule to this world. A rule for calls has the keys of <c>api</c> in a scenario file, a rule for deliveries those of <c>delivery: faults:</c>. It acts from now on, after the rules that were
    /// added before it and before those of scenarios, until it is deleted or the world is reset. For calls, <c>which</c> counts the calls of the world, unless <c>countBy</c> says otherwise. For deliveries,
    /// <c>which</c> counts the events of each customer from now on, and <c>at</c> counts from now.
    /// </summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="context">The call.</param>
    /// <param name="worlds">All worlds.</param>
    internal static async Task<Ok<FaultAnswer>> AddFault(Guid partnerId, HttpContext context, WorldDirectory worlds, FaultSchemas schemas)
    {
        var (rule, warnings) = schemas.Read(await JsonBody.ReadAnyAsync(context));
        var world = worlds.Prepare(partnerId, out var created);

        return TypedResults.Ok(world.InTurn(() =>
        {
            var added = world.Faults.Add(rule);
            Tell(world, $"rule {added.Id} is added");
            return FaultAnswer.Of(world, added, schemas) with { Created = created, Warnings = warnings };
        }));
    }

    /// <summary>Reads one of the rules that were given to this world.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="id">The rule's identifier.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultAnswer> GetFault(Guid partnerId, string id, WorldDirectory worlds, FaultSchemas schemas)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(world.InTurn(() => FaultAnswer.Of(world, world.Faults.Rules.All.FirstOrDefault(rule => rule.Id == id) ?? throw Unknown(id, world), schemas)));
    }

    /// <summary>Takes a rule from this world. It is told how often it has struck.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="id">The rule's identifier.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultAnswer> RemoveFault(Guid partnerId, string id, WorldDirectory worlds, FaultSchemas schemas)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(world.InTurn(() =>
        {
            var removed = world.Faults.Remove(id) ?? throw Unknown(id, world);
            Tell(world, $"rule {id} is deleted");
            return FaultAnswer.Of(world, removed, schemas);
        }));
    }

    /// <summary>Takes from this world all rules that were given to it. Conditions and scenarios keep theirs.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultListing> RemoveFaults(Guid partnerId, WorldDirectory worlds, FaultSchemas schemas)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(world.InTurn(() =>
        {
            Tell(world, $"{world.Faults.RemoveAll()} rules are deleted");
            return FaultListing.Of(world, schemas);
        }));
    }

    private static void Tell(World world, string what) => world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"faults: {what}" });

    private static RefusedException Unknown(string id, World world)
    {
        IReadOnlyList<string> known = [.. world.Faults.Rules.All.Select(rule => rule.Id)];
        return new RefusedException(ErrorCatalog.NotFound, $"Rule {id} of this world not found; {(known is [] ? "it has none" : Suggestion.For(id, known))}");
    }
}

/// <summary>The rules that were given to a world.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Faults">The rules, in the order in which they act.</param>
internal sealed record FaultListing(Guid PartnerId, DateTimeOffset Now, int Epoch, IReadOnlyList<FaultBody> Faults)
{
    public static FaultListing Of(World world, FaultSchemas schemas) =>
        new(world.PartnerId, world.Clock.Now, world.EpochNumber, [.. world.Faults.Rules.All.Select(rule => FaultBody.Of(rule, schemas))]);
}

/// <summary>One rule that was given to a world.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Fault">The rule.</param>
internal sealed record FaultAnswer(Guid PartnerId, DateTimeOffset Now, int Epoch, FaultBody Fault)
{
    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }

    /// <summary>What is probably not meant with a rule that is added, or <see langword="null"/> of one that was there.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    public static FaultAnswer Of(World world, AdHocRule rule, FaultSchemas schemas) => new(world.PartnerId, world.Clock.Now, world.EpochNumber, FaultBody.Of(rule, schemas));
}

/// <summary>A rule, and what it has done.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="AddedAt">When it was given, on the world's clock.</param>
/// <param name="Hits">How many calls it has struck, or how often it has let a delivery go wrong.</param>
/// <param name="Rule">The rule, with the keys of scenario files.</param>
internal sealed record FaultBody(string Id, DateTimeOffset AddedAt, int Hits, JsonObject Rule)
{
    public static FaultBody Of(AdHocRule rule, FaultSchemas schemas) => new(rule.Id, rule.AddedAt, rule.Counts.Hits, schemas.Print(rule.Rule));
}
