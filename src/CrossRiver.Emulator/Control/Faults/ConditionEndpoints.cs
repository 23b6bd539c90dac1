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

/// <summary>Provides the routes that start and stop the conditions of one world.</summary>
internal static class ConditionEndpoints
{
    public static void MapConditions(this LazyRoutes control)
    {
        var conditions = control.Group("/partners/{partnerId:guid}/conditions").WithTags("Faults");
        conditions.Get("", ListConditions);
        conditions.Post("/{name}/start", StartCondition).WithMetadata(new PreparesWorld()).WithExample("conditions.start", _ => new { Lasts = "5m" });
        conditions.Post("/{name}/stop", StopCondition);
    }

    /// <summary>Lists all conditions. The answer contains the active conditions of this world, with their start, end and hits.</summary>
    internal static Ok<ConditionListing> ListConditions(Guid partnerId, WorldDirectory worlds, ScenarioLibrary scenarios) =>
        worlds.Require(partnerId).Answer(world => ConditionListing.Of(world, scenarios));

    /// <summary>Starts a condition in this world. It acts after the active conditions; an active condition starts again.</summary>
    /// <param name="name">The condition's name.</param>
    internal static Ok<ConditionListing> StartCondition(Guid partnerId, string name, Body<StartRequest>? body, WorldDirectory worlds, ScenarioLibrary scenarios)
    {
        var known = scenarios.Current.Conditions;
        if (!known.ContainsKey(name))
        {
            throw new ApiException(ErrorCatalog.NotFound, $"Condition {name} not found; {Suggestion.For(name, [.. known.Keys])}");
        }

        return worlds.Prepare(partnerId, out var created).Answer(world =>
        {
            world.Faults.Start(name, Duration.ParseAny(body?.Value.Lasts), "by a call");
            return ConditionListing.Of(world, scenarios) with { Created = created };
        });
    }

    /// <summary>Stops a condition of this world.</summary>
    /// <param name="name">The condition's name.</param>
    internal static Ok<ConditionListing> StopCondition(Guid partnerId, string name, WorldDirectory worlds, ScenarioLibrary scenarios) =>
        worlds.Require(partnerId).Answer(world =>
        {
            IReadOnlyList<string> active = [.. world.Faults.Conditions.All.Select(condition => condition.Condition.Name)];
            return world.Faults.Stop(name, "by a call")
                ? ConditionListing.Of(world, scenarios)
                : throw FaultErrors.ConditionNotActive.ToException(name, active is [] ? "it is under none" : Suggestion.For(name, active));
        });
}

/// <summary>Represents the start of a condition.</summary>
/// <param name="Lasts">The span after which it ends, or null if it lasts until it is stopped.</param>
internal sealed record StartRequest(string? Lasts) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields = [Of("lasts", FieldType.Span())];

    public static bool IsOptional => true;

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;
}

/// <summary>Represents all conditions, and the active conditions of a world.</summary>
/// <param name="Active">The active conditions of the world, in the order in which they act.</param>
/// <param name="Conditions">All conditions, sorted by name.</param>
internal sealed record ConditionListing(World World, IReadOnlyList<ActiveCondition> Active, IReadOnlyList<ConditionSummary> Conditions)
    : PreparedWorldStamp(World)
{
    public static ConditionListing Of(World world, ScenarioLibrary scenarios) => new(
        world,
        [.. world.Faults.Conditions.All.Select(ActiveCondition.Of)],
        [.. scenarios.Current.Conditions.Values.Select(ConditionSummary.Of)]);
}

/// <summary>Represents an active condition of a world.</summary>
/// <param name="Name">Its name.</param>
/// <param name="StartedAt">Its start, on the world's clock.</param>
/// <param name="EndsAt">Its end, or null if it lasts until it is stopped.</param>
/// <param name="Hits">The number of hits of each of its rules, in their order.</param>
internal sealed record ActiveCondition(string Name, DateTimeOffset StartedAt, DateTimeOffset? EndsAt, IReadOnlyList<int> Hits)
{
    public static ActiveCondition Of(Emulator.Faults.Api.ActiveCondition active) =>
        new(active.Condition.Name, active.StartedAt, active.EndsAt, [.. active.Counts.Select(counts => counts.Hits)]);
}

/// <summary>Represents a condition that can be started.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="From"><c>shipped</c> with the emulator, or from a <c>file</c>.</param>
/// <param name="Rules">The number of its rules.</param>
internal sealed record ConditionSummary(string Name, string? Title, string From, int Rules)
{
    public static ConditionSummary Of(Condition condition) =>
        new(condition.Name, condition.Title, condition.Source.StartsWith(ScenarioLoading.Shipped, StringComparison.Ordinal) ? "shipped" : "file", condition.Rules.Count);
}
