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

/// <summary>Provides the routes that add and remove fault rules for calls to one world, or for deliveries of its events.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this LazyRoutes control)
    {
        var faults = control.Group("/partners/{partnerId:guid}/faults").WithTags("Faults");

        faults.Get("", ListFaults);
        faults.Post("", AddFault)
            .WithMetadata(new BodyForm("FaultRequest", _ => []) { Describe = services => services.GetRequiredService<FaultSchemas>().DescribeRule() })
            .WithMetadata(new PreparesWorld())
            .WithExample("faults.add", _ => new { Call = "customers.get", Which = "1", Status = 503 })
            .WithExample("faults.add-for-deliveries", _ => new { Event = CustomerEvents.OfacChanged, Duplicate = new { Copies = 2, Gap = "1s" } });
        faults.Put("", ReplaceFaults)
            .WithMetadata(new BodyForm("FaultsRequest", _ => []) { Describe = services => FaultsSchema(services.GetRequiredService<FaultSchemas>()) })
            .WithMetadata(new PreparesWorld())
            .WithExample("faults.replace", _ => new { Rules = new object[] { new { Call = "customers.get", Which = "1", Status = 503 } } });
        faults.Delete("", RemoveFaults);
        faults.Get("/{id}", GetFault);
        faults.Delete("/{id}", RemoveFault);
    }

    /// <summary>Lists the rules that were added to this world, in the order in which they act. With the number of hits of each.</summary>
    internal static Ok<FaultListing> ListFaults(Guid partnerId, WorldDirectory worlds, FaultSchemas schemas) =>
        worlds.Require(partnerId).Answer(world => FaultListing.Of(world, schemas));

    /// <summary>
    /// Adds a rule to this world. A rule for calls has the keys of <c>api</c> in a scenario file, a rule for deliveries has the keys of
    /// <c>delivery: faults:</c>. It acts from now on, after the earlier rules and before the rules of scenarios, until it is deleted or the world is reset.
    /// For calls, <c>which</c> counts the calls of the world, unless <c>countBy</c> says otherwise. For deliveries, <c>which</c> counts the events of each
    /// customer from now on, and <c>at</c> counts from now.
    /// </summary>
    internal static async Task<Ok<FaultAnswer>> AddFault(Guid partnerId, HttpContext context, WorldDirectory worlds, FaultSchemas schemas)
    {
        var (rule, warnings) = schemas.Read(await JsonBody.ReadAnyAsync(context));

        return worlds.Prepare(partnerId, out var created).Answer(world =>
        {
            var added = world.Faults.Add(rule);
            world.Note($"faults: rule {added.Id} is added");
            return FaultAnswer.Of(world, added, schemas) with { Created = created, Warnings = warnings };
        });
    }

    /// <summary>
    /// Replaces all rules that were added to this world. The rules act in the order of the list, each from now on. If one of them has a fault, the call is
    /// refused and changes nothing. The rules of conditions and scenarios stay.
    /// </summary>
    internal static async Task<Ok<ReplacedFaults>> ReplaceFaults(Guid partnerId, HttpContext context, WorldDirectory worlds, FaultSchemas schemas)
    {
        var (rules, warnings) = ReadRules(await JsonBody.ReadAnyAsync(context), schemas);

        return worlds.Prepare(partnerId, out var created).Answer(world =>
        {
            var removed = world.Faults.RemoveAll();
            rules.ForEach(rule => world.Faults.Add(rule));
            world.Note($"faults: {rules.Count} rules replace {removed}");
            return ReplacedFaults.Of(world, schemas) with { Created = created, Warnings = warnings };
        });
    }

    /// <summary>Reads a rule that was added to this world.</summary>
    internal static Ok<FaultAnswer> GetFault(Guid partnerId, string id, WorldDirectory worlds, FaultSchemas schemas) =>
        worlds.Require(partnerId).Answer(world =>
            FaultAnswer.Of(world, world.Faults.Rules.All.FirstOrDefault(rule => rule.Id == id) ?? throw Unknown(id, world), schemas));

    /// <summary>Removes a rule from this world. The answer contains its number of hits.</summary>
    internal static Ok<FaultAnswer> RemoveFault(Guid partnerId, string id, WorldDirectory worlds, FaultSchemas schemas) =>
        worlds.Require(partnerId).Answer(world =>
        {
            var removed = world.Faults.Remove(id) ?? throw Unknown(id, world);
            world.Note($"faults: rule {id} is deleted");
            return FaultAnswer.Of(world, removed, schemas);
        });

    /// <summary>Removes all rules that were added to this world. The rules of conditions and scenarios stay.</summary>
    internal static Ok<FaultListing> RemoveFaults(Guid partnerId, WorldDirectory worlds, FaultSchemas schemas) =>
        worlds.Require(partnerId).Answer(world =>
        {
            world.Note($"faults: {world.Faults.RemoveAll()} rules are deleted");
            return FaultListing.Of(world, schemas);
        });

    // All faults of all rules are in the refusal.
    private static (List<FaultRule> Rules, IReadOnlyList<string> Warnings) ReadRules(JsonElement body, FaultSchemas schemas)
    {
        if (body.FindMember("rules") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > ManualRules.Most)
        {
            throw ApiException.Invalid([$"Rules must be a list of at most {ManualRules.Most} rules; an empty list removes all"]);
        }

        var (rules, warnings, faults) = (new List<FaultRule>(), new List<string>(), new List<string>());
        foreach (var (place, json) in list.EnumerateArray().Index())
        {
            try
            {
                var (rule, warningsOfRule) = schemas.Read(json);
                rules.Add(rule);
                warnings.AddRange(warningsOfRule.Select(warning => $"Rules[{place}]: {warning}"));
            }
            catch (ApiException refused)
            {
                faults.AddRange(refused.Messages.Select(message => $"Rules[{place}]: {message}"));
            }
        }

        ApiException.ThrowIfAny(faults);
        return (rules, warnings);
    }

    private static JsonObject FaultsSchema(FaultSchemas schemas) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("rules"),
        ["properties"] = new JsonObject { ["rules"] = new JsonObject { ["type"] = "array", ["maxItems"] = ManualRules.Most, ["items"] = schemas.DescribeRule() } },
    };

    private static ApiException Unknown(string id, World world)
    {
        IReadOnlyList<string> known = [.. world.Faults.Rules.All.Select(rule => rule.Id)];
        return new ApiException(ErrorCatalog.NotFound, $"Rule {id} of this world not found; {(known is [] ? "it has none" : Suggestion.For(id, known))}");
    }
}

/// <summary>Represents the rules that were added to a world.</summary>
/// <param name="Faults">The rules, in the order in which they act.</param>
internal sealed record FaultListing(World World, IReadOnlyList<FaultBody> Faults) : WorldStamp(World)
{
    public static FaultListing Of(World world, FaultSchemas schemas) => new(world, [.. world.Faults.Rules.All.Select(rule => FaultBody.Of(rule, schemas))]);
}

/// <summary>Represents the rules that have replaced all earlier rules.</summary>
/// <param name="Faults">The rules, in the order in which they act.</param>
internal sealed record ReplacedFaults(World World, IReadOnlyList<FaultBody> Faults) : PreparedWorldStamp(World)
{
    /// <summary>The probable mistakes in the rules.</summary>
    [JsonPropertyOrder(2)]
    public IReadOnlyList<string>? Warnings { get; init; }

    public static ReplacedFaults Of(World world, FaultSchemas schemas) => new(world, [.. world.Faults.Rules.All.Select(rule => FaultBody.Of(rule, schemas))]);
}

/// <summary>Represents a rule that was added to a world.</summary>
/// <param name="Fault">The rule.</param>
internal sealed record FaultAnswer(World World, FaultBody Fault) : PreparedWorldStamp(World)
{
    /// <summary>The probable mistakes in a new rule; absent for an existing rule.</summary>
    [JsonPropertyOrder(2)]
    public IReadOnlyList<string>? Warnings { get; init; }

    public static FaultAnswer Of(World world, AdHocRule rule, FaultSchemas schemas) => new(world, FaultBody.Of(rule, schemas));
}

/// <summary>Represents a rule with its number of hits.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="AddedAt">The time of its addition, on the world's clock.</param>
/// <param name="Hits">The number of calls or deliveries that it has affected.</param>
/// <param name="Rule">The rule, with the keys of scenario files.</param>
internal sealed record FaultBody(string Id, DateTimeOffset AddedAt, int Hits, JsonObject Rule)
{
    public static FaultBody Of(AdHocRule rule, FaultSchemas schemas) => new(rule.Id, rule.AddedAt, rule.Counts.Hits, schemas.Print(rule.Rule));
}
