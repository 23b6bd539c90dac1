using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Control.Partners;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossRiver.Emulator.Control.Snapshots;

/// <summary>Provides the routes that save and restore worlds.</summary>
internal static class SnapshotEndpoints
{
    private const long LargestSnapshot = 1024L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static void MapSnapshots(this LazyRoutes control)
    {
        control.MapCheckpoints();
        var snapshots = control.Group("").WithTags("Worlds");

        snapshots.Get("/snapshot", SaveAll);
        snapshots.Put("/snapshot", RestoreAll).WithMetadata(new SnapshotForm(LargestSnapshot));
        snapshots.Get("/partners/{partnerId:guid}/snapshot", SaveOne);
        snapshots.Put("/partners/{partnerId:guid}/snapshot", RestoreOne).WithMetadata(new SnapshotForm(LargestSnapshot), new PreparesWorld());
    }

    /// <summary>Saves every world as one document, as soon as all are idle. It contains passwords and signing secrets.</summary>
    internal static Task<JsonHttpResult<EmulatorSnapshot>> SaveAll(WorldDirectory worlds, SnapshotJson json, TimeProvider machine, CancellationToken callerIsGone) =>
        SaveAsync(worlds.SaveAsync, () => worlds.All.SelectMany(world => world.Time.FindPending(within: null)), json, machine, callerIsGone);

    /// <summary>Saves one partner's world as one document, as soon as it is idle. It contains passwords and the signing secret.</summary>
    internal static Task<JsonHttpResult<WorldSnapshot>> SaveOne(Guid partnerId, WorldDirectory worlds, SnapshotJson json, TimeProvider machine, CancellationToken callerIsGone)
    {
        var world = worlds.Require(partnerId);
        return SaveAsync(world.Lifecycle.SaveAsync, () => world.Time.FindPending(within: null), json, machine, callerIsGone);
    }

    /// <summary>Restores every world. Worlds that are not in the snapshot are ended.</summary>
    internal static async Task<Ok<ResetAnswer>> RestoreAll(WorldDirectory worlds, SnapshotJson json, HttpContext context) =>
        TypedResults.Ok(ResetAnswer.Of(await RestoreAsync<EmulatorSnapshot, WorldBeginning[]>(json, context, snapshot =>
        {
            SnapshotReading.RequireFormat(snapshot);
            return worlds.RestoreAsync(snapshot);
        })));

    /// <summary>Restores one partner's world. After the answer, nothing sent before the restore can arrive, and stories continue from the snapshot.</summary>
    internal static async Task<Ok<ResetOutcome>> RestoreOne(
        Guid partnerId, WorldDirectory worlds, SnapshotCheck check, SnapshotJson json, HttpContext context) =>
        TypedResults.Ok(await RestoreAsync<WorldSnapshot, ResetOutcome>(json, context, async snapshot =>
        {
            if (snapshot.PartnerId != partnerId)
            {
                throw new InvalidDataException($"it is of partner {snapshot.PartnerId}; put it there");
            }

            // The check is first, because a refused snapshot creates no world.
            check.Check(snapshot);
            return ResetOutcome.Of(await worlds.Prepare(partnerId, out var created).Lifecycle.RestoreAsync(snapshot)) with { Created = created };
        }));

    private static async Task<JsonHttpResult<T>> SaveAsync<T>(
        Func<CancellationToken, Task<T>> saveAsync, Func<IEnumerable<ScheduledWork>> findPending, SnapshotJson json, TimeProvider machine, CancellationToken callerIsGone)
    {
        using var patience = new CancellationTokenSource(Patience, machine);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, callerIsGone);
        try
        {
            return TypedResults.Json(await saveAsync(giveUp.Token), json.Options);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw ControlErrors.NotIdle.ToException(Duration.Print(Patience), string.Join(", ", findPending().Take(ScheduledWork.MostTold)));
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
            throw ControlErrors.BadSnapshot.ToException(exception.Message);
        }
    }
}

/// <summary>Represents metadata of endpoints whose body is a snapshot, which may be larger than the bodies of the bank's calls.</summary>
/// <param name="MaxRequestBodySize">The limit in bytes.</param>
internal sealed record SnapshotForm(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
