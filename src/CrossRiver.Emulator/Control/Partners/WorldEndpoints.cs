using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Partners;

/// <summary>Provides the routes that reset worlds.</summary>
internal static class WorldEndpoints
{
    public static void MapWorlds(this LazyRoutes control)
    {
        var worlds = control.Group("").WithTags("Worlds");
        worlds.Post("/reset", ResetAll).WithExample("worlds.reset-all", KeepingSome);
        worlds.Post("/partners/{partnerId:guid}/reset", ResetOne).WithExample("worlds.reset", KeepingSome);
    }

    private static object KeepingSome(ExampleSetting at) => new { Keep = new[] { KeepOnReset.Registrations, KeepOnReset.Journal } };

    /// <summary>Resets every world. Registrations and scenarios stay by default; `keep: []` keeps nothing. Nothing sent earlier can arrive.</summary>
    internal static async Task<Ok<ResetAnswer>> ResetAll(Body<ResetRequest>? body, WorldDirectory worlds) =>
        TypedResults.Ok(ResetAnswer.Of(await worlds.ResetAsync(ResetRequest.KeptBy(body))));

    /// <summary>Resets one partner's world. Registrations and scenarios stay by default; `keep: []` keeps nothing. Nothing sent earlier can arrive.</summary>
    internal static async Task<Ok<ResetOutcome>> ResetOne(Guid partnerId, Body<ResetRequest>? body, WorldDirectory worlds) =>
        TypedResults.Ok(ResetOutcome.Of(await worlds.Require(partnerId).Lifecycle.ResetAsync(ResetRequest.KeptBy(body))));
}

/// <summary>Represents the parts of worlds that a reset keeps.</summary>
/// <param name="Keep">Any of <c>registrations</c>, <c>scenarios</c>, <c>clock</c> and <c>journal</c>. The default is the first two.</param>
internal sealed record ResetRequest(IReadOnlyList<KeepOnReset>? Keep) : IRequestBody
{
    private static readonly IReadOnlyCollection<KeepOnReset> ByDefault = [KeepOnReset.Registrations, KeepOnReset.Scenarios];

    private static readonly IReadOnlyList<Field> Fields = [Field.Of("keep", FieldType.ListOf<KeepOnReset>())];

    public static bool IsOptional => true;

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    public static IReadOnlyCollection<KeepOnReset> KeptBy(Body<ResetRequest>? body) => body?.Value.Keep ?? ByDefault;
}

/// <summary>Represents the result of a reset of all worlds.</summary>
internal sealed record ResetAnswer(IReadOnlyList<ResetOutcome> Worlds)
{
    public static ResetAnswer Of(IEnumerable<WorldBeginning> worlds) => new([.. worlds.Select(ResetOutcome.Of)]);
}
