using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Partners;

/// <summary>What a tester does with worlds: begin them anew.</summary>
internal static class WorldEndpoints
{
    public static void MapWorlds(this LazyRoutes control)
    {
        var worlds = control.Group("").WithTags("Worlds");

        worlds.Post("/reset", ResetAll).WithExample("worlds.reset-all", KeepingSome);
        worlds.Post("/partners/{partnerId:guid}/reset", ResetOne).WithExample("worlds.reset", KeepingSome);
    }

    private static object KeepingSome(ExampleSetting at) => new { Keep = new[] { Kept.Registrations, Kept.Journal } };

    /// <summary>Begins every world anew. Registrations and scenarios stay unless `keep` says otherwise; `[]` keeps nothing. When it answers, nothing of before can arrive any more.</summary>
    internal static async Task<Ok<ResetAnswer>> ResetAll(Body<ResetRequest>? body, WorldDirectory worlds) =>
        TypedResults.Ok(ResetAnswer.Of(await worlds.ResetAsync(ResetRequest.KeptBy(body))));

    /// <summary>Begins one partner's world anew. Registrations and scenarios stay unless `keep` says otherwise; `[]` keeps nothing. When it answers, nothing of before can arrive any more.</summary>
    internal static async Task<Ok<ResetOutcome>> ResetOne(Guid partnerId, Body<ResetRequest>? body, WorldDirectory worlds) =>
        TypedResults.Ok(ResetOutcome.Of(await worlds.Require(partnerId).Life.ResetAsync(ResetRequest.KeptBy(body))));
}

/// <summary>What a reset leaves as it is.</summary>
/// <param name="Keep">
/// Any of <c>registrations</c>, <c>scenarios</c>, <c>clock</c> and <c>journal</c>; the first two when it is absent. An empty list keeps nothing.
/// </param>
internal sealed record ResetRequest(IReadOnlyList<Kept>? Keep) : IRequestBody
{
    private static readonly IReadOnlyCollection<Kept> ByDefault = [Kept.Registrations, Kept.Scenarios];

    private static readonly IReadOnlyList<Field> Fields = [Field.Of("keep", FieldType.ListOf<Kept>())];

    public static bool IsOptional => true;

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    public static IReadOnlyCollection<Kept> KeptBy(Body<ResetRequest>? body) => body?.Value.Keep ?? ByDefault;
}

/// <summary>What a reset of all worlds did, world by world.</summary>
internal sealed record ResetAnswer(IReadOnlyList<ResetOutcome> Worlds)
{
    public static ResetAnswer Of(IEnumerable<WorldBeginning> worlds) => new([.. worlds.Select(ResetOutcome.Of)]);
}
