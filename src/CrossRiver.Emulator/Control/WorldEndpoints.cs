using System.Text.Json;
using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control;

/// <summary>What a tester does with worlds: begin them anew, read what happened in them.</summary>
internal static class WorldEndpoints
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 1000;

    public static void MapWorlds(this IEndpointRouteBuilder control)
    {
        var worlds = control.MapGroup("").WithTags("Worlds");

        worlds.MapPost("/reset", ResetAll);
        worlds.MapPost("/partners/{partnerId:guid}/reset", ResetOne);
        worlds.MapGet("/journal", GetJournalOfNoWorld);
        worlds.MapGet("/partners/{partnerId:guid}/journal", GetJournal);
    }

    /// <summary>Begins every world anew. When it answers, nothing of before can arrive any more.</summary>
    internal static async Task<Ok<ResetAnswer>> ResetAll(Body<ResetRequest>? body, WorldDirectory worlds) =>
        TypedResults.Ok(new ResetAnswer(await worlds.ResetAsync(ResetRequest.KeptBy(body))));

    /// <summary>Begins one partner's world anew. When it answers, nothing of before can arrive any more.</summary>
    internal static async Task<Ok<ResetOutcome>> ResetOne(Guid partnerId, Body<ResetRequest>? body, WorldDirectory worlds) =>
        TypedResults.Ok(await worlds.Open(partnerId).ResetAsync(ResetRequest.KeptBy(body)));

    /// <summary>Reads the calls that concerned no world, and when scenario files were read again.</summary>
    /// <param name="worlds">All worlds.</param>
    /// <param name="after">The cursor of the answer before: only what came after it is read.</param>
    /// <param name="limit">The most entries to read, 1 to 1000.</param>
    internal static Ok<JournalAnswer> GetJournalOfNoWorld(WorldDirectory worlds, long after = 0, int limit = DefaultLimit) =>
        TypedResults.Ok(JournalAnswer.Of(worlds.JournalOfNoWorld.Read(after, Bounded(limit))));

    /// <summary>Reads what happened in one partner's world. The oldest comes first.</summary>
    /// <param name="partnerId">The partner whose world it is.</param>
    /// <param name="worlds">All worlds.</param>
    /// <param name="after">The cursor of the answer before: only what came after it is read.</param>
    /// <param name="limit">The most entries to read, 1 to 1000.</param>
    internal static Ok<JournalAnswer> GetJournal(Guid partnerId, WorldDirectory worlds, long after = 0, int limit = DefaultLimit) =>
        TypedResults.Ok(JournalAnswer.Of(worlds.Find(partnerId)?.Journal.Read(after, Bounded(limit))));

    private static int Bounded(int limit) => Math.Clamp(limit, 1, LargestLimit);
}

/// <summary>What a reset leaves as it is.</summary>
/// <param name="Keep">Any of <c>registrations</c>, <c>scenarios</c>, <c>clock</c> and <c>journal</c>; nothing when it is absent.</param>
internal sealed record ResetRequest(IReadOnlyList<Kept>? Keep) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields = [Field.Of("keep", FieldType.ListOf<Kept>())];

    public static bool IsOptional => true;

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    public static IReadOnlyCollection<Kept> KeptBy(Body<ResetRequest>? body) => body?.Value.Keep ?? [];
}

/// <summary>What a reset of all worlds did, world by world.</summary>
internal sealed record ResetAnswer(IReadOnlyList<ResetOutcome> Worlds);

/// <summary>Some of a journal, each entry with the members of its kind.</summary>
internal sealed record JournalAnswer(IReadOnlyList<object> Entries, long Cursor, long Lost)
{
    /// <param name="excerpt">The excerpt, or <see langword="null"/> for a world that was never heard of.</param>
    public static JournalAnswer Of(JournalExcerpt? excerpt) => excerpt is null ? new([], 0, 0) : new(excerpt.Entries, excerpt.Cursor, excerpt.Lost);
}
