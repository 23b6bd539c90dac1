using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Files;
using CrossRiver.Emulator.Scenarios.Printing;
using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;

using static CrossRiver.Emulator.Bodies.Field;

namespace CrossRiver.Emulator.Control;

/// <summary>Rules by which calls to one world, or the deliveries of its events, go wrong; given and taken away as a tester likes.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this LazyRoutes control)
    {
        var faults = control.Group("/partners/{partnerId:guid}/faults").WithTags("Faults");

        faults.Get("", ListFaults);
        faults.Post("", AddFault).WithMetadata(new BodyForm("FaultRequest", _ => FaultFields.All), new PreparesWorld())
            .WithExample("faults.add", _ => new { Call = "customers.get", Which = "1", Status = 503 })
            .WithExample("faults.add-for-deliveries", _ => new { Event = CustomerEvents.OfacChanged, Duplicate = new { Copies = 2, Gap = "1s" } });
        faults.Delete("", RemoveFaults);
        faults.Get("/{id}", GetFault);
        faults.Delete("/{id}", RemoveFault);
    }

    /// <summary>Lists the rules that were given to this world, in the order in which they act. With how often each has struck.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultListing> ListFaults(Guid partnerId, WorldDirectory worlds)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(world.InTurn(() => FaultListing.Of(world)));
    }

    /// <summary>Gives this world a rule: for calls, with the keys of <c>api</c> in a scenario file, or for deliveries, with the keys of <c>delivery: faults:</c> there. It acts from now on, after those that came before it and before those of scenarios, until it is deleted or the world is reset. One for deliveries concerns the events that happen meanwhile; <c>which</c> counts those of each customer, and <c>at</c> counts from now.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="context">The call.</param>
    /// <param name="worlds">All worlds.</param>
    internal static async Task<Ok<FaultAnswer>> AddFault(Guid partnerId, HttpContext context, WorldDirectory worlds, ScenarioParser parser)
    {
        var (rule, warnings) = parser.ParseRule(await JsonBody.ReadAnyAsync(context));
        var world = worlds.Prepare(partnerId, out var created);

        return TypedResults.Ok(world.InTurn(() =>
        {
            var added = world.Faults.Add(rule);
            Tell(world, $"rule {added.Id} is added");
            return FaultAnswer.Of(world, added) with { Created = created, Warnings = warnings };
        }));
    }

    /// <summary>Reads one of the rules that were given to this world.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="id">The rule's identifier.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultAnswer> GetFault(Guid partnerId, string id, WorldDirectory worlds)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(world.InTurn(() => FaultAnswer.Of(world, world.Faults.Rules.All.FirstOrDefault(rule => rule.Id == id) ?? throw Unknown(id, world))));
    }

    /// <summary>Takes a rule from this world. It is told how often it has struck.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="id">The rule's identifier.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultAnswer> RemoveFault(Guid partnerId, string id, WorldDirectory worlds)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(world.InTurn(() =>
        {
            var removed = world.Faults.Remove(id) ?? throw Unknown(id, world);
            Tell(world, $"rule {id} is deleted");
            return FaultAnswer.Of(world, removed);
        }));
    }

    /// <summary>Takes from this world all rules that were given to it. Conditions and scenarios keep theirs.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<FaultListing> RemoveFaults(Guid partnerId, WorldDirectory worlds)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(world.InTurn(() =>
        {
            Tell(world, $"{world.Faults.RemoveAll()} rules are deleted");
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

/// <summary>What a rule has, for those who describe it: the keys for calls, and then those for deliveries. The forms of scenario files read it.</summary>
internal static class FaultFields
{
    private static readonly string[] Whose = ["customer", "body.clientIdentifier", "idempotency-key", "token", "world"];

    public static IReadOnlyList<Field> All { get; } =
    [
        Of("call", Text("the name of a call, a list of names, or any")),
        Of("event", Text("for deliveries: the name of an event, in which * stands for any text")),
        Of("which", new FieldType("must be 3, 2..4, 2+ or every 10: which of these calls, or of the customer's events", value => value.Json.ValueKind is JsonValueKind.Number or JsonValueKind.String, new FieldForm { Kind = FieldKind.NumberOrText, IsPartial = true })),
        Of("countBy", Names(Whose)),
        Of("chance", Text("a share of the calls or events, such as 10%")),
        Of("at", Text("a duration: from when on, counted from now")),
        Of("lasts", Text("a duration: for how long from then")),
        Of("status", FieldType.WholeNumber(400, 599)),
        Of("headers", FieldType.Section with { Must = "headers that the answer has besides", Form = FieldType.Section.Form with { IsPartial = true } }),
        Of("latency", Text("a duration or a range such as 1s..3s, or with median and p95 an object")),
        Of("hang", FieldType.Flag),
        Of("connection", Text("reset-before-answer, reset-mid-body or empty; for deliveries reset-mid-body, or an object with slow: 200B/s")),
        Section("limit", Of("calls", FieldType.WholeNumber(1, 1_000_000)).Required(), Of("per", Text("a duration")).Required(), Of("by", Names(Whose)), Of("status", FieldType.WholeNumber(400, 599)), Of("retryAfter", Text("a duration"))),
        Section("token", Of("lifetime", Text("a duration")).Required()),
        Of("applied", FieldType.Flag),
        Of("attempts", new FieldType("must be 1, 2..4 or 2+: which attempts of a delivery", value => value.Json.ValueKind is JsonValueKind.Number or JsonValueKind.String, new FieldForm { Kind = FieldKind.NumberOrText, IsPartial = true })),
        Of("lose", Names("attempt", "event")),
        Section("duplicate", Of("copies", FieldType.WholeNumber(1, 100)).Required(), Of("gap", Text("a duration or a range")), Of("sameId", FieldType.Flag)),
        Section("reorder", Of("how", Names("reverse", "swap", "shuffle")).Required(), Of("window", Text("a duration")).Required()),
        Of("late", Text("a duration or a range: by how much an event comes too late")),
        Section("replay", Of("after", Text("a duration or a range")).Required(), Of("times", FieldType.WholeNumber(1, 100))),
        Of("auth", Names("wrong-password", "wrong-user", "missing", "bad-signature", "no-signature", "stale-signature")),
        Of("body", Names("truncated", "not-json", "empty", "wrong-content-type", "extra-fields", "huge")),
        Section("phantom", Of("event", Text("the name of an event")).Required(), Of("customer", Names("unknown", "other-partner"))),
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
    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }

    /// <summary>What is probably not meant with a rule that is added, or <see langword="null"/> of one that was there.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    public static FaultAnswer Of(World world, AdHocRule rule) => new(world.PartnerId, world.Clock.Now, world.EpochNumber, FaultBody.Of(rule));
}

/// <summary>A rule, and what it has done.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="AddedAt">When it was given, on the world's clock.</param>
/// <param name="Hits">How many calls it has struck, or how often it has let a delivery go wrong.</param>
/// <param name="Rule">The rule, with the keys of scenario files.</param>
internal sealed record FaultBody(string Id, DateTimeOffset AddedAt, int Hits, JsonObject Rule)
{
    public static FaultBody Of(AdHocRule rule) => new(rule.Id, rule.AddedAt, rule.Counts.Hits, ScenarioJson.Of(rule.Rule));
}
