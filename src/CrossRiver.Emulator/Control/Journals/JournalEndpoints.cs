using CrossRiver.Emulator.Control.Clocks;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>Provides the routes that read, follow, check and export journals.</summary>
internal static class JournalEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    public static void MapJournal(this LazyRoutes control)
    {
        var journal = control.Group("").WithTags("Journal");
        var world = journal.Group("/partners/{partnerId:guid}/journal");

        journal.Get("/journal", GetJournalOfAll);
        journal.Get("/journal/stream", StreamJournalOfAll).Produces<ApiErrorBody>(StatusCodes.Status429TooManyRequests);
        world.Get("", GetJournal);
        world.Get("/stream", StreamJournal).Produces<ApiErrorBody>(StatusCodes.Status429TooManyRequests);
        world.Post("/assert", AssertJournal).WithExample(
            "journal.assert",
            _ => new { Expect = new[] { new { Kind = "call", Match = new { Operation = "customers.*", StatusCode = 200 }, Count = new { AtLeast = 1 } } } });
        world.Get("/export", ExportJournal);
    }

    /// <summary>Reads the journal of all worlds, and the calls that concerned none. The oldest entry is first.</summary>
    internal static Ok<JournalAnswer> GetJournalOfAll(EntryFilter filter, EntryPage page, WorldDirectory worlds) =>
        TypedResults.Ok(VisibleJournal.OfAll(worlds).Read(new JournalQuery(page.After, page.Limit) { Filter = filter.For(worlds) }));

    /// <summary>Reads the journal of one partner's world. The oldest entry is first.</summary>
    internal static Ok<JournalAnswer> GetJournal(Guid partnerId, EntryFilter filter, SinceCheckpoint since, EntryPage page, WorldDirectory worlds)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(VisibleJournal.Of(world).Read(new JournalQuery(since.After(world, page.After), page.Limit) { Filter = filter.For(worlds) }));
    }

    /// <summary>Follows the journal of all worlds, as server-sent events. They are as for one world, except for the cursors.</summary>
    internal static ServerSentEventsResult<object> StreamJournalOfAll(
        EntryFilter filter, StreamStart start, HttpContext context, WorldDirectory worlds, LongPollLimiter waits, TimeProvider machine) =>
        Stream(VisibleJournal.OfAll(worlds), filter.For(worlds), start, context, waits, machine);

    /// <summary>
    /// Follows the journal of one partner's world, as server-sent events. Each entry is an event of its kind, with the cursor as `id`. A call is sent
    /// after its answer, or after a second. `heartbeat` is sent at the beginning and after 15 seconds of silence, and `lost` if entries were dropped unread.
    /// `restarted` means that the cursor is of an earlier life of the journal, so that the stream begins at the start.
    /// `over` is sent at the end of the world; the next stream is of the partner's next world.
    /// </summary>
    internal static ServerSentEventsResult<object> StreamJournal(
        Guid partnerId, EntryFilter filter, StreamStart start, HttpContext context, WorldDirectory worlds, LongPollLimiter waits, TimeProvider machine) =>
        Stream(VisibleJournal.Of(worlds.Require(partnerId)), filter.For(worlds), start, context, waits, machine);

    /// <summary>Checks the journal against expectations. A failed check is a 200, too: `passed` is the verdict, with evidence or the nearest entries.</summary>
    internal static Ok<AssertAnswer> AssertJournal(Guid partnerId, Platform.Bodies.Body<AssertRequest> body, HttpContext context, WorldDirectory worlds) =>
        TypedResults.Ok(AssertAnswer.Of(worlds.Require(partnerId), AssertRequest.Read(body.Value)));

    /// <summary>Exports the journal: as JSON lines, as an HTTP archive for browsers' tools, or as a Mermaid diagram of one customer's story.</summary>
    internal static IResult ExportJournal(Guid partnerId, ExportOptions form, HttpContext context, WorldDirectory worlds) =>
        form.Export(partnerId, $"{context.Request.Scheme}://{context.Request.Host}", worlds);

    private static ServerSentEventsResult<object> Stream(
        VisibleJournal journal, JournalFilter filter, StreamStart start, HttpContext context, LongPollLimiter waits, TimeProvider machine)
    {
        var after = AfterOf(context.Request) ?? start.After;

        return TypedResults.ServerSentEvents(new JournalStream(journal, filter, machine).FollowAsync(after, waits.Admit(context)));
    }

    private static long? AfterOf(HttpRequest request) => request.Headers[LastEventId].ToString() switch
    {
        "" => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after) => after,
        _ => throw ApiException.Invalid([$"{LastEventId} must be the id of an event of this stream, a whole number from 0"]),
    };
}
