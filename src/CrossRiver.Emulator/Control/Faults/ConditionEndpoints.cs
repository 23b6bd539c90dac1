using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Library;
using Microsoft.AspNetCore.Http.HttpResults;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Faults;

/// <summary>The weather of one world: conditions that are started and stopped.</summary>
internal static class ConditionEndpoints
{
    public static void MapConditions(this LazyRoutes control)
    {
        var conditions = control.Group("/partners/{partnerId:guid}/conditions").WithTags("Faults");

        conditions.Get("", ListConditions);
        conditions.Post("/{name}/start", StartCondition).WithMetadata(new PreparesWorld()).WithExample("conditions.start", _ => new { Lasts = "5m" });
        conditions.Post("/{name}/stop", StopCondition);
    }

    /// <summary>Lists the conditions there are. It tells which of them this world is under, since when and until when, and how often they have struck.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="worlds">All worlds.</param>
    /// <param name="scenarios">The files.</param>
    internal static Ok<ConditionListing> ListConditions(Guid partnerId, WorldDirectory worlds, ScenariosInForce scenarios)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(world.InTurn(() => ConditionListing.Of(world, scenarios)));
    }

    /// <summary>Puts this world under a condition. It comes after those that were started before; one that is in force already begins anew.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="name">The condition's name.</param>
    /// <param name="body">For how long.</param>
    /// <param name="worlds">All worlds.</param>
    /// <param name="scenarios">The files.</param>
    internal static Ok<ConditionListing> StartCondition(Guid partnerId, string name, Body<StartRequest>? body, WorldDirectory worlds, ScenariosInForce scenarios)
    {
        var known = scenarios.Current.Conditions;
        if (!known.ContainsKey(name))
        {
            throw new RefusedException(ErrorCatalog.NotFound, $"Condition {name} not found; {Suggestion.For(name, [.. known.Keys])}");
        }

        var world = worlds.Prepare(partnerId, out var created);
        return TypedResults.Ok(world.InTurn(() =>
        {
            world.Faults.Start(name, Duration.ParseAny(body?.Value.Lasts), "by a call");
            return ConditionListing.Of(world, scenarios) with { Created = created };
        }));
    }

    /// <summary>Ends a condition of this world.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="name">The condition's name.</param>
    /// <param name="worlds">All worlds.</param>
    /// <param name="scenarios">The files.</param>
    internal static Ok<ConditionListing> StopCondition(Guid partnerId, string name, WorldDirectory worlds, ScenariosInForce scenarios)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(world.InTurn(() =>
        {
            IReadOnlyList<string> active = [.. world.Faults.Conditions.All.Select(condition => condition.Condition.Name)];
            if (!world.Faults.Stop(name, "by a call"))
            {
                throw FaultErrors.ConditionNotActive.Refuse(name, active is [] ? "it is under none" : Suggestion.For(name, active));
            }

            return ConditionListing.Of(world, scenarios);
        }));
    }
}

/// <summary>How a condition is started.</summary>
/// <param name="Lasts">For how long, or <see langword="null"/> until it is stopped.</param>
internal sealed record StartRequest(string? Lasts) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields = [Of("lasts", FieldType.Span())];

    public static bool IsOptional => true;

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;
}

/// <summary>The conditions there are, and those that a world is under.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Active">Those that the world is under, in the order in which they act.</param>
/// <param name="Conditions">All there are, sorted by name.</param>
internal sealed record ConditionListing(Guid PartnerId, DateTimeOffset Now, int Epoch, IReadOnlyList<ActiveCondition> Active, IReadOnlyList<ConditionSummary> Conditions)
{
    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }

    public static ConditionListing Of(World world, ScenariosInForce scenarios) => new(
        world.PartnerId,
        world.Clock.Now,
        world.EpochNumber,
        [.. world.Faults.Conditions.All.Select(ActiveCondition.Of)],
        [.. scenarios.Current.Conditions.Values.Select(ConditionSummary.Of)]);
}

/// <summary>A condition that a world is under.</summary>
/// <param name="Name">Its name.</param>
/// <param name="StartedAt">Since when, on the world's clock.</param>
/// <param name="EndsAt">When it ends by itself, or <see langword="null"/> when it has to be stopped.</param>
/// <param name="Hits">How often each of its rules has struck, in their order.</param>
internal sealed record ActiveCondition(string Name, DateTimeOffset StartedAt, DateTimeOffset? EndsAt, IReadOnlyList<int> Hits)
{
    public static ActiveCondition Of(ConditionInForce active) => new(active.Condition.Name, active.StartedAt, active.EndsAt, [.. active.Counts.Select(counts => counts.Hits)]);
}

/// <summary>A condition that can be started.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it is.</param>
/// <param name="From"><c>shipped</c> with the emulator, or from a <c>file</c>.</param>
/// <param name="Rules">How many rules it has.</param>
internal sealed record ConditionSummary(string Name, string? Title, string From, int Rules)
{
    public static ConditionSummary Of(Condition condition) =>
        new(condition.Name, condition.Title, condition.Source.StartsWith(ScenarioLoading.Shipped, StringComparison.Ordinal) ? "shipped" : "file", condition.Rules.Count);
}
