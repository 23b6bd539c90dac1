using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Control.Journals;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Journal.Matching;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Control;

/// <summary>What a test does instead of sleeping: it waits until something has happened.</summary>
internal static class WaitEndpoints
{
    public static void MapWaits(this IEndpointRouteBuilder control) => control.MapPost("/partners/{partnerId:guid}/wait", Wait)
        .WithTags("Wait")
        .Produces<WaitAnswer>()
        .Produces<WaitOver>(StatusCodes.Status408RequestTimeout)
        .Produces<ApiErrorBody>(StatusCodes.Status429TooManyRequests);

    /// <summary>
    /// Waits until something has happened in one partner's world. It answers as soon as enough entries of the journal are as `match` says, or the world is
    /// idle. Else, after `timeout`, which is real time, it answers 408 with what did happen.
    /// </summary>
    internal static async Task<IResult> Wait(
        Guid partnerId, Body<WaitRequest> body, HttpContext context, WorldDirectory worlds, OpenWaits waits, TimeProvider machine)
    {
        StrictBody.RefuseUnknown(context, WaitRequest.Names);
        var request = body.Value;
        var pattern = request.KindOfEntries is { } kind ? StrictBody.ReadPattern("Match", kind, request.Match) : null;
        var world = worlds.Open(partnerId);
        var end = waits.Admit(context);

        return pattern is null
            ? await WaitForIdleAsync(world, request.Patience, machine, end)
            : await WaitForEntriesAsync(world, request, pattern, machine, end);
    }

    private static async Task<IResult> WaitForIdleAsync(World world, TimeSpan timeout, TimeProvider machine, CancellationToken end)
    {
        try
        {
            await world.WhenIdleAsync().WaitAsync(timeout, machine, end);
            return TypedResults.Ok(new WaitAnswer(world.PartnerId, world.Clock.Now, world.EpochNumber, Entries: null, Cursor: null, Lost: null));
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return TypedResults.Json(WaitOver.Of(world, ErrorCatalog.WaitOver.Tell("The world was not idle", Duration.Print(timeout))), statusCode: ErrorCatalog.WaitOver.Status);
        }
    }

    private static async Task<IResult> WaitForEntriesAsync(World world, WaitRequest request, EntryPattern pattern, TimeProvider machine, CancellationToken end)
    {
        var (count, timeout) = (request.Count ?? 1, request.Patience);
        var wait = new EntryWait(world.Journal, request.KindOfEntries!, pattern, request.After ?? 0, machine);
        var cursor = await wait.RunAsync(count, timeout, end);
        if (wait.Found.Count == count)
        {
            return TypedResults.Ok(new WaitAnswer(world.PartnerId, world.Clock.Now, world.EpochNumber, wait.Found, cursor, wait.Lost));
        }

        var message = ErrorCatalog.WaitOver.Tell($"{wait.Found.Count} of {count} {request.KindOfEntries} entries like this came", Duration.Print(timeout));
        var over = WaitOver.Of(world, message) with { Entries = wait.Found, Cursor = cursor, Lost = wait.Lost, NearestMisses = wait.FindNearestMisses() };

        return TypedResults.Json(over, statusCode: ErrorCatalog.WaitOver.Status);
    }
}
