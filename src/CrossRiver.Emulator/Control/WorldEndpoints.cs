using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control;

/// <summary>What a tester does with worlds: begin them anew.</summary>
internal static class WorldEndpoints
{
    public static void MapWorlds(this IEndpointRouteBuilder control)
    {
        var worlds = control.MapGroup("").WithTags("Worlds");

        worlds.MapPost("/reset", ResetAll);
        worlds.MapPost("/partners/{partnerId:guid}/reset", ResetOne);
    }

    /// <summary>Begins every world anew. When it answers, nothing of before can arrive any more.</summary>
    internal static async Task<Ok<ResetAnswer>> ResetAll(WorldDirectory worlds) =>
        TypedResults.Ok(new ResetAnswer(await Task.WhenAll(worlds.All.Select(world => world.ResetAsync()))));

    /// <summary>Begins one partner's world anew. When it answers, nothing of before can arrive any more.</summary>
    internal static async Task<Ok<ResetOutcome>> ResetOne(Guid partnerId, WorldDirectory worlds) =>
        TypedResults.Ok(await worlds.Open(partnerId).ResetAsync());
}

/// <summary>What a reset of all worlds did, world by world.</summary>
internal sealed record ResetAnswer(IReadOnlyList<ResetOutcome> Worlds);
