using CrossRiver.Emulator.Control.Clocks;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>What happened: to read, to follow, to check, to take away.</summary>
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

    /// <summary>Reads what happened in all worlds, and the calls that concerned none. In the order in which it was entered, the oldest first.</summary>
    internal static Ok<JournalAnswer> GetJournalOfAll(EntryFilter filter, EntryPage page, WorldDirectory worlds) =>
        TypedResults.Ok(JournalInReach.OfAll(worlds).Read(new JournalQuestion(page.After, page.Limit) { Filter = filter.For(worlds) }));

    /// <summary>Reads what happened in one partner's world. The oldest comes first.</summary>
    internal static Ok<JournalAnswer> GetJournal(Guid partnerId, EntryFilter filter, EntryPage page, WorldDirectory worlds) =>
        TypedResults.Ok(JournalInReach.Of(worlds.Require(partnerId)).Read(new JournalQuestion(page.After, page.Limit) { Filter = filter.For(worlds) }));

    /// <summary>Follows what happens in all worlds, as server-sent events. As in one world, but for the cursors, which are those of all worlds.</summary>
    internal static ServerSentEventsResult<object> StreamJournalOfAll(
        EntryFilter filter, StreamStart start, HttpContext context, WorldDirectory worlds, OpenWaits waits, TimeProvider machine) =>
        Stream(JournalInReach.OfAll(worlds), filter.For(worlds), start, context, waits, machine);

    /// <summary>
    /// Follows what happens in one partner's world, as server-sent events. Each entry is an event of its kind, with the cursor as `id`; a call comes when
    /// it is answered, or after a second. `heartbeat` comes at the beginning and after 15 seconds of silence, `lost` when entries were dropped unread,
    /// `restarted` when the cursor is of an earlier life of the journal and the stream begins at its beginning, and `over` at the end of the world: the
    /// stream that is opened next is of the partner's next world.
    /// </summary>
    internal static ServerSentEventsResult<object> StreamJournal(
        Guid partnerId, EntryFilter filter, StreamStart start, HttpContext context, WorldDirectory worlds, OpenWaits waits, TimeProvider machine) =>
        Stream(JournalInReach.Of(worlds.Require(partnerId)), filter.For(worlds), start, context, waits, machine);

    /// <summary>Checks what happened against what was expected. It answers 200 also when that failed: `passed` tells, with the evidence or what came nearest.</summary>
    internal static Ok<AssertAnswer> AssertJournal(Guid partnerId, Platform.Bodies.Body<AssertRequest> body, HttpContext context, WorldDirectory worlds) =>
        TypedResults.Ok(AssertAnswer.Of(worlds.Require(partnerId), AssertRequest.Read(body.Value)));

    /// <summary>Takes away what happened: as JSON lines, as an HTTP archive for browsers' tools, or as a Mermaid diagram of one customer's story.</summary>
    internal static IResult ExportJournal(Guid partnerId, ExportForm form, HttpContext context, WorldDirectory worlds) =>
        form.Export(partnerId, $"{context.Request.Scheme}://{context.Request.Host}", worlds);

    private static ServerSentEventsResult<object> Stream(
        JournalInReach journal, JournalFilter filter, StreamStart start, HttpContext context, OpenWaits waits, TimeProvider machine)
    {
        var after = AfterOf(context.Request) ?? start.After;
        var end = waits.Admit(context);

        return TypedResults.ServerSentEvents(new JournalStream(journal, filter, machine).FollowAsync(after, end));
    }

    private static long? AfterOf(HttpRequest request)
    {
        if (request.Headers[LastEventId].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : throw RefusedException.Invalid([$"{LastEventId} must be the id of an event of this stream, a whole number from 0"]);
    }
}
