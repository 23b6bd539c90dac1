using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios.Files;
using CrossRiver.Emulator.Scenarios.Forms;
using CrossRiver.Emulator.Scenarios.Printing;
using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;
using static CrossRiver.Emulator.Bodies.Field;

namespace CrossRiver.Emulator.Control;

/// <summary>Rules by which calls to one world go wrong, given and taken away as a tester likes.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder control)
    {
        var faults = control.MapGroup("/partners/{partnerId:guid}/faults").WithTags("Faults");

        faults.MapGet("", ListFaults);
        faults.MapPost("", AddFault).WithMetadata(new BodyForm("FaultRequest", _ => FaultFields.All));
        faults.MapDelete("", RemoveFaults);
        faults.MapGet("/{id}", GetFault);
        faults.MapDelete("/{id}", RemoveFault);
    }

    /// <summary>Lists the rules that were given to this world, in the order in which they act. With how often each has struck.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultListing> ListFaults(Guid partnerId, WorldDirectory worlds)
    {
        var world = worlds.Open(partnerId);
        return TypedResults.Ok(world.InTurn(() => FaultListing.Of(world)));
    }

    /// <summary>Gives this world a rule for calls, with the keys of <c>api</c> in a scenario file. It acts from now on, after those that came before it, until it is deleted or the world is reset.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="context">The call.</param>
    /// <param name="worlds">All worlds.</param>
    internal static async Task<Ok<FaultAnswer>> AddFault(Guid partnerId, HttpContext context, WorldDirectory worlds)
    {
        var rule = RuleParser.Parse(await JsonBody.ReadAnyAsync(context));
        var world = worlds.Open(partnerId);

        return TypedResults.Ok(world.InTurn(() =>
        {
            var added = world.Faults.Rules.Add(rule);
            world.Faults.Review();
            Tell(world, $"rule {added.Id} is added");
            return FaultAnswer.Of(world, added);
        }));
    }

    /// <summary>Reads one of the rules that were given to this world.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="id">The rule's identifier.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultAnswer> GetFault(Guid partnerId, string id, WorldDirectory worlds)
    {
        var world = worlds.Open(partnerId);
        return TypedResults.Ok(world.InTurn(() => FaultAnswer.Of(world, world.Faults.Rules.All.FirstOrDefault(rule => rule.Id == id) ?? throw Unknown(id, world))));
    }

    /// <summary>Takes a rule from this world. It is told how often it has struck.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="id">The rule's identifier.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultAnswer> RemoveFault(Guid partnerId, string id, WorldDirectory worlds)
    {
        var world = worlds.Open(partnerId);
        return TypedResults.Ok(world.InTurn(() =>
        {
            var removed = world.Faults.Rules.Remove(id) ?? throw Unknown(id, world);
            world.Faults.Review();
            Tell(world, $"rule {id} is deleted");
            return FaultAnswer.Of(world, removed);
        }));
    }

    /// <summary>Takes from this world all rules that were given to it. Conditions and scenarios keep theirs.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultListing> RemoveFaults(Guid partnerId, WorldDirectory worlds)
    {
        var world = worlds.Open(partnerId);
        return TypedResults.Ok(world.InTurn(() =>
        {
            Tell(world, $"{world.Faults.Rules.RemoveAll()} rules are deleted");
            world.Faults.Review();
            return FaultListing.Of(world);
        }));
    }

    private static void Tell(World world, string what) => world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"faults: {what}" });

    private static RefusedException Unknown(string id, World world)
    {
        IReadOnlyList<string> known = [.. world.Faults.Rules.All.Select(rule => rule.Id)];
        return new RefusedException(ErrorCatalog.NotFound, $"Rule {id} of this world not found; {(known is [] ? "it has none" : Suggestion.For(id, known))}");
    }
}

/// <summary>What a rule for calls has, for those who describe it. The forms of scenario files read it.</summary>
internal static class FaultFields
{
    private static readonly string[] Whose = ["customer", "body.clientIdentifier", "idempotency-key", "token", "world"];

    public static IReadOnlyList<Field> All { get; } =
    [
        Of("call", Text("the name of a call, a list of names, or any")),
        Of("which", new FieldType("must be 3, 2..4, 2+ or every 10: which of these calls", value => value.Json.ValueKind is JsonValueKind.Number or JsonValueKind.String, new FieldForm { Kind = FieldKind.NumberOrText, IsPartial = true })),
        Of("countBy", Names(Whose)),
        Of("chance", Text("a share of the calls, such as 10%")),
        Of("at", Text("a duration: from when on, counted from now")),
        Of("lasts", Text("a duration: for how long from then")),
        Of("status", FieldType.WholeNumber(400, 599)),
        Of("headers", FieldType.Section with { Must = "headers that the answer has besides", Form = FieldType.Section.Form with { IsPartial = true } }),
        Of("latency", Text("a duration or a range such as 1s..3s, or with median and p95 an object")),
        Of("hang", FieldType.Flag),
        Of("connection", Names("reset-before-answer", "reset-mid-body", "empty")),
        Section("limit", Of("calls", FieldType.WholeNumber(1, 1_000_000)).Required(), Of("per", Text("a duration")).Required(), Of("by", Names(Whose)), Of("status", FieldType.WholeNumber(400, 599)), Of("retryAfter", Text("a duration"))),
        Section("token", Of("lifetime", Text("a duration")).Required()),
        Of("applied", FieldType.Flag),
    ];

    private static FieldType Text(string what) => FieldType.OfText(what, _ => true, new FieldForm { IsPartial = true });

    private static FieldType Names(params IReadOnlyList<string> names) => FieldType.OfText($"must be one of {string.Join(", ", names)}", text => names.Contains(text, StringComparer.OrdinalIgnoreCase), new FieldForm { Names = names });
}

/// <summary>The rules that were given to a world.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Faults">The rules, in the order in which they act.</param>
internal sealed record FaultListing(Guid PartnerId, DateTimeOffset Now, int Epoch, IReadOnlyList<FaultBody> Faults)
{
    public static FaultListing Of(World world) => new(world.PartnerId, world.Clock.Now, world.EpochNumber, [.. world.Faults.Rules.All.Select(FaultBody.Of)]);
}

/// <summary>One rule that was given to a world.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Fault">The rule.</param>
internal sealed record FaultAnswer(Guid PartnerId, DateTimeOffset Now, int Epoch, FaultBody Fault)
{
    public static FaultAnswer Of(World world, AdHocRule rule) => new(world.PartnerId, world.Clock.Now, world.EpochNumber, FaultBody.Of(rule));
}

/// <summary>A rule, and what it has done.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="AddedAt">When it was given, on the world's clock.</param>
/// <param name="Hits">How many calls it has struck.</param>
/// <param name="Rule">The rule, with the keys of scenario files.</param>
internal sealed record FaultBody(string Id, DateTimeOffset AddedAt, int Hits, JsonObject Rule)
{
    public static FaultBody Of(AdHocRule rule) => new(rule.Id, rule.AddedAt, rule.Counts.Hits, ScenarioJson.Of(rule.Rule));
}
