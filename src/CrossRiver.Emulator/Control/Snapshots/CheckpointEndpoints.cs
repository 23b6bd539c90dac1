using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Control.Partners;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Snapshots;

/// <summary>Provides the routes that keep named moments of one world, and return to them.</summary>
internal static class CheckpointEndpoints
{
    private const int LongestName = 64;

    public static void MapCheckpoints(this LazyRoutes control)
    {
        var checkpoints = control.Group("/partners/{partnerId:guid}/checkpoints").WithTags("Worlds");
        checkpoints.Get("", ListCheckpoints);
        checkpoints.Post("/{name}", TakeCheckpoint).WithMetadata(new PreparesWorld())
            .Produces<ApiErrorBody>(StatusCodes.Status400BadRequest).Produces<ApiErrorBody>(StatusCodes.Status409Conflict);
        checkpoints.Post("/{name}/return", ReturnToCheckpoint);
        checkpoints.Delete("/{name}", DeleteCheckpoint).Produces<ApiErrorBody>(StatusCodes.Status400BadRequest);
    }

    /// <summary>Lists the checkpoints of one partner's world. `start`, the world as it began, is first; then the oldest.</summary>
    internal static Ok<CheckpointListing> ListCheckpoints(Guid partnerId, WorldDirectory worlds) =>
        TypedResults.Ok(CheckpointListing.Of(worlds.Require(partnerId)));

    /// <summary>
    /// Takes a checkpoint of one partner's world as it is now. A checkpoint of the same name is replaced. A world has at most ten, in memory.
    /// Resets, restored snapshots and returns keep them; they end with the world or the process.
    /// </summary>
    /// <param name="name">The name: up to 64 letters, digits, hyphens, dots or underscores, except `start`.</param>
    internal static Ok<CheckpointAnswer> TakeCheckpoint(Guid partnerId, string name, WorldDirectory worlds, SnapshotJson json)
    {
        RequireOwn(name);
        if (name.Length > LongestName || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_'))
        {
            throw ApiException.Invalid([$"Name must be at most {LongestName} letters, digits, hyphens, dots or underscores"]);
        }

        var world = worlds.Prepare(partnerId, out var created);
        var (snapshot, counts) = world.RunLocked(() => (world.Lifecycle.Save(), CountsOf(world)));
        var taken = Checkpoint.Of(name, snapshot, counts, json);
        if (!world.Checkpoints.TryKeep(taken))
        {
            var (oldest, all) = (world.Checkpoints.All[1].Name, world.Checkpoints.All.Skip(1).Select(checkpoint => checkpoint.Name));
            throw ControlErrors.TooManyCheckpoints.ToException(Checkpoints.Most, string.Join(", ", all), $"DELETE /_emulator/partners/{partnerId}/checkpoints/{oldest}");
        }

        return TypedResults.Ok(new CheckpointAnswer(world, CheckpointBody.Of(taken)) { Created = created });
    }

    /// <summary>
    /// Returns one partner's world to a checkpoint, with its clock, its stories and its deliveries. After the answer, nothing sent before the return can
    /// arrive. Attempts that were in flight at the checkpoint are made again. The journal stays and says that the world returned.
    /// </summary>
    /// <param name="name">The checkpoint, or `start` for the world as it began, as after a reset that keeps the journal only.</param>
    internal static async Task<Ok<ResetOutcome>> ReturnToCheckpoint(Guid partnerId, string name, WorldDirectory worlds, SnapshotJson json)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(ResetOutcome.Of(await world.Checkpoints.ReturnAsync(world.RequireCheckpoint(name), json)));
    }

    /// <summary>Deletes a checkpoint, and lists the others.</summary>
    /// <param name="name">The checkpoint; `start` cannot be deleted.</param>
    internal static Ok<CheckpointListing> DeleteCheckpoint(Guid partnerId, string name, WorldDirectory worlds)
    {
        RequireOwn(name);
        var world = worlds.Require(partnerId);
        return world.Checkpoints.Remove(name) ? TypedResults.Ok(CheckpointListing.Of(world)) : throw Unknown(world, name);
    }

    /// <exception cref="ApiException">The world has no such checkpoint.</exception>
    public static Checkpoint RequireCheckpoint(this World world, string name) => world.Checkpoints.Find(name) ?? throw Unknown(world, name);

    private static ApiException Unknown(World world, string name) =>
        new(ErrorCatalog.NotFound, $"Checkpoint {name} not found; {Suggestion.For(name, [.. world.Checkpoints.All.Select(checkpoint => checkpoint.Name)])}");

    private static void RequireOwn(string name)
    {
        if (name is Checkpoints.Start)
        {
            throw ApiException.Invalid([$"Name must not be {Checkpoints.Start}: every world has it, and it stays the world as it began; choose another"]);
        }
    }

    private static Dictionary<string, int> CountsOf(World world) => new(StringComparer.Ordinal)
    {
        ["customers"] = world.Customers.Count,
        ["registrations"] = world.AllRegistrations.Count,
        ["deliveries"] = world.AllDeliveries.Count(),
        ["entries"] = world.AgendaEntries,
    };
}

/// <summary>Represents a checkpoint that was taken.</summary>
internal sealed record CheckpointAnswer(World World, CheckpointBody Checkpoint) : PreparedWorldStamp(World);

/// <summary>Represents the checkpoints of a world.</summary>
/// <param name="Checkpoints">The beginning of the world, then the others, the oldest first.</param>
internal sealed record CheckpointListing(World World, IReadOnlyList<CheckpointBody> Checkpoints) : WorldStamp(World)
{
    public static CheckpointListing Of(World world) => new(world, [.. world.Checkpoints.All.Select(CheckpointBody.Of)]);
}

/// <summary>Represents a checkpoint.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">Its moment on the world's clock; absent for `start`.</param>
/// <param name="Cursor">The cursor of the journal at the checkpoint, or at the last return to it: later entries have happened since.</param>
/// <param name="Counts">The numbers of customers, registrations, deliveries and entries of the agenda; absent for `start`.</param>
internal sealed record CheckpointBody(string Name, DateTimeOffset? At, long Cursor, IReadOnlyDictionary<string, int>? Counts)
{
    public static CheckpointBody Of(Checkpoint checkpoint) => new(checkpoint.Name, checkpoint.Now, checkpoint.LastEntry, checkpoint.Counts);
}
