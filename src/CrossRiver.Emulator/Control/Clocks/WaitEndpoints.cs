using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Control.Journals;
using CrossRiver.Emulator.Kernel.Journal.Matching;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Clocks;

/// <summary>Provides the routes that wait until something has happened, so that tests need not sleep.</summary>
internal static class WaitEndpoints
{
    public static void MapWaits(this LazyRoutes control)
    {
        var waits = control.Group("").WithTags("Wait");

        Describe<WaitsAnswer>(waits.Post("/wait", WaitForAll).WithExample("wait.for-all", _ => new { Until = "idle", Timeout = "10s" }));
        Describe<WaitAnswer>(waits.Post("/partners/{partnerId:guid}/wait", Wait)
            .WithExample("wait.for-call", _ => new { Until = "call", Match = new { Operation = "customers.create" }, Timeout = "10s" })
            .WithExample("wait.until-idle", _ => new { Until = "idle", Timeout = "PT10S" }));
    }

    /// <summary>
    /// Waits until all worlds are idle at once. After `timeout`, in real time, the answer is 408 with the pending work of a busy world.
    /// A wait for entries concerns the world that `match` names by an identifier, or the only one.
    /// </summary>
    internal static async Task<IResult> WaitForAll(Body<WaitRequest> body, HttpContext context, WorldDirectory worlds, LongPollLimiter waits, TimeProvider machine)
    {
        if (body.Value.KindOfEntries is not null)
        {
            var partnerId = context.RequestServices.GetRequiredService<NamedResource>().FindPartner(body.Json) ?? ImplicitPartner.Require(worlds.All, "/wait").PartnerId;
            return await Wait(partnerId, body, context, worlds, waits, machine);
        }

        var end = waits.Admit(context);
        var began = machine.GetTimestamp();

        // A world that becomes idle may have made another one busy, so all are checked again until all are idle.
        while (true)
        {
            var answers = await Task.WhenAll(worlds.All.Select(world => WaitForIdleAsync(world, body.Value, machine, waits, end)));
            if (answers.FirstOrDefault(answer => answer is not Ok<WaitAnswer>) is { } over)
            {
                return over;
            }

            var within = Duration.ParseAny(body.Value.Within);
            var busy = worlds.All.FirstOrDefault(world => world.Time.FindPending(within) is not []);
            if (busy is null)
            {
                return TypedResults.Ok(new WaitsAnswer([.. answers.Cast<Ok<WaitAnswer>>().Select(answer => answer.Value!)]));
            }

            if (machine.GetElapsedTime(began) > body.Value.Patience || end.IsCancellationRequested)
            {
                RequireGoingOn(waits);
                return Over(busy, ControlErrors.NotIdle, within, Duration.Print(body.Value.Patience));
            }
        }
    }

    /// <summary>
    /// Waits until something has happened in one partner's world. The call returns as soon as enough entries of the journal match,
    /// or the world is idle. After `timeout`, in real time, the answer is 408 with the entries so far.
    /// </summary>
    internal static async Task<IResult> Wait(
        Guid partnerId, Body<WaitRequest> body, HttpContext context, WorldDirectory worlds, LongPollLimiter waits, TimeProvider machine)
    {
        var request = body.Value;
        var pattern = request.KindOfEntries is { } kind ? SnapshotBody.ReadPattern("Match", kind, request.Match) : null;
        var world = worlds.Require(partnerId);
        var end = waits.Admit(context);

        world.Usage.WaitBegins();
        try
        {
            return pattern is null
                ? await WaitForIdleAsync(world, request, machine, waits, end)
                : await WaitForEntriesAsync(world, request, pattern, machine, waits, end);
        }
        finally
        {
            world.Usage.WaitEnds();
        }
    }

    private static void Describe<TAnswer>(RouteHandlerBuilder wait) => wait
        .Produces<TAnswer>()
        .Produces<WaitOver>(StatusCodes.Status408RequestTimeout)
        .Produces<WaitOver>(StatusCodes.Status409Conflict)
        .Produces<ApiErrorBody>(StatusCodes.Status429TooManyRequests)
        .Produces<ApiErrorBody>(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> WaitForIdleAsync(World world, WaitRequest request, TimeProvider machine, LongPollLimiter waits, CancellationToken end)
    {
        var within = Duration.ParseAny(request.Within);
        using var patience = new CancellationTokenSource(request.Patience, machine);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, end);
        using var reach = world.Time.LetSkipOver(within);
        try
        {
            var idleness = await world.Time.WhenIdleAsync(within, giveUp.Token);
            return idleness.IsNever
                ? Over(world, ControlErrors.NeverIdle, within, Duration.Print(within!.Value))
                : TypedResults.Ok(new WaitAnswer(world, Entries: null, Cursor: null, Lost: null));
        }
        catch (OperationCanceledException)
        {
            RequireGoingOn(waits);
            return Over(world, ControlErrors.NotIdle, within, Duration.Print(request.Patience));
        }
    }

    // Finding the pending work for thousands of waits takes long, and at the stop no caller needs it.
    private static void RequireGoingOn(LongPollLimiter waits)
    {
        if (waits.AreEnded)
        {
            throw ControlErrors.Stopping.ToException();
        }
    }

    private static JsonHttpResult<WaitOver> Over(World world, ErrorDefinition error, TimeSpan? within, string span)
    {
        var pending = world.Time.FindPending(within);
        var first = pending switch
        {
            [] => "nothing that is left now",
            [{ DueAt: { } due } next, ..] => string.Create(CultureInfo.InvariantCulture, $"{next}, due at {due:O}"),
            [var next, ..] => $"{next}",
        };
        var over = new WaitOver(world, [error.ToError(span, first)]) { Pending = [.. pending.Take(ScheduledWork.MostTold)] };

        return TypedResults.Json(over, statusCode: error.Status);
    }

    private static async Task<IResult> WaitForEntriesAsync(
        World world, WaitRequest request, EntryPattern pattern, TimeProvider machine, LongPollLimiter waits, CancellationToken end)
    {
        var (count, timeout) = (request.Count ?? 1, request.Patience);
        var wait = new EntryWait(world.Journal, request.KindOfEntries!, pattern, request.After ?? 0, machine);
        var cursor = await wait.RunAsync(count, timeout, end);
        if (wait.Found.Count == count)
        {
            return TypedResults.Ok(new WaitAnswer(world, wait.Found, cursor, wait.Lost, wait.Restarted));
        }

        RequireGoingOn(waits);
        var error = ControlErrors.WaitOver.ToError($"{wait.Found.Count} of {count} {request.KindOfEntries} such entries happened", Duration.Print(timeout));
        var over = new WaitOver(world, [error])
        {
            Entries = wait.Found,
            Cursor = cursor,
            Lost = wait.Lost,
            Restarted = wait.Restarted,
            NearestMisses = wait.FindNearestMisses(),
        };

        return TypedResults.Json(over, statusCode: ControlErrors.WaitOver.Status);
    }
}
