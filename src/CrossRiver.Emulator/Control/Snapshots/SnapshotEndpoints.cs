using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Control.Partners;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossRiver.Emulator.Control.Snapshots;

/// <summary>Worlds as they are at a moment, and back to it.</summary>
internal static class SnapshotEndpoints
{
    /// <summary>The most bytes that a snapshot may have when it is sent.</summary>
    private const long LargestSnapshot = 1024L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static void MapSnapshots(this LazyRoutes control)
    {
        var snapshots = control.Group("").WithTags("Worlds");

        snapshots.Get("/snapshot", SaveAll);
        snapshots.Put("/snapshot", RestoreAll).WithMetadata(new SnapshotForm(LargestSnapshot));
        snapshots.Get("/partners/{partnerId:guid}/snapshot", SaveOne);
        snapshots.Put("/partners/{partnerId:guid}/snapshot", RestoreOne).WithMetadata(new SnapshotForm(LargestSnapshot), new PreparesWorld());
    }

    /// <summary>Gives every world as one document, as soon as all are idle. It holds passwords and signing secrets.</summary>
    internal static Task<JsonHttpResult<EmulatorSnapshot>> SaveAll(WorldDirectory worlds, SnapshotJson json, TimeProvider machine, CancellationToken callerIsGone) =>
        SaveAsync(worlds.SaveAsync, () => worlds.All.SelectMany(world => world.Time.FindPending(within: null)), json, machine, callerIsGone);

    /// <summary>Gives one partner's world as one document, as soon as it is idle. It holds passwords and the signing secret.</summary>
    internal static Task<JsonHttpResult<WorldSnapshot>> SaveOne(Guid partnerId, WorldDirectory worlds, SnapshotJson json, TimeProvider machine, CancellationToken callerIsGone)
    {
        var world = worlds.Require(partnerId);
        return SaveAsync(world.Life.SaveAsync, () => world.Time.FindPending(within: null), json, machine, callerIsGone);
    }

    /// <summary>Goes back to every world as it was. Worlds that were not there then are ended.</summary>
    internal static async Task<Ok<ResetAnswer>> RestoreAll(WorldDirectory worlds, SnapshotJson json, HttpContext context) => TypedResults.Ok(ResetAnswer.Of(await RestoreAsync<EmulatorSnapshot, WorldBeginning[]>(
        json,
        context,
        snapshot =>
        {
            SnapshotReading.RequireFormat(snapshot);
            return worlds.RestoreAsync(snapshot);
        })));

    /// <summary>Goes back to one partner's world as it was. When it answers, nothing of before can arrive any more, and the rest of every story goes as it would have gone.</summary>
    internal static async Task<Ok<ResetOutcome>> RestoreOne(Guid partnerId, WorldDirectory worlds, SnapshotCheck check, SnapshotJson json, HttpContext context) => TypedResults.Ok(await RestoreAsync<WorldSnapshot, ResetOutcome>(
        json,
        context,
        async snapshot =>
        {
            if (snapshot.PartnerId != partnerId)
            {
                throw new InvalidDataException($"it is of partner {snapshot.PartnerId}; put it there");
            }

            // A refused snapshot makes no world.
            check.Check(snapshot);
            return ResetOutcome.Of(await worlds.Prepare(partnerId, out var created).Life.RestoreAsync(snapshot)) with { Created = created };
        }));

    private static async Task<JsonHttpResult<T>> SaveAsync<T>(
        Func<CancellationToken, Task<T>> saveAsync, Func<IEnumerable<Pending>> findPending, SnapshotJson json, TimeProvider machine, CancellationToken callerIsGone)
    {
        using var patience = new CancellationTokenSource(Patience, machine);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, callerIsGone);
        try
        {
            return TypedResults.Json(await saveAsync(giveUp.Token), json.Options);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw ControlErrors.NotIdle.Refuse(Duration.Print(Patience), string.Join(", ", findPending().Take(Pending.MostTold)));
        }
    }

    private static async Task<TOutcome> RestoreAsync<T, TOutcome>(SnapshotJson json, HttpContext context, Func<T, Task<TOutcome>> restoreAsync)
        where T : class
    {
        try
        {
            return await restoreAsync(await json.ReadAsync<T>(context.Request.Body, context.RequestAborted));
        }
        catch (InvalidDataException exception)
        {
            throw ControlErrors.BadSnapshot.Refuse(exception.Message);
        }
    }
}

/// <summary>The body of a call is a snapshot, which may be larger than the bodies of the bank's calls: metadata of its endpoint.</summary>
/// <param name="MaxRequestBodySize">The most bytes that it may have.</param>
internal sealed record SnapshotForm(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
