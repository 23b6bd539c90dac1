using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Checks the consistency of a snapshot before it is loaded. Single values are checked when they are read.</summary>
internal sealed class SnapshotCheck(WorldPartTypes parts, IEnumerable<SnapshotSection> sections)
{
    /// <exception cref="InvalidDataException">The snapshot is inconsistent.</exception>
    public void Check(EmulatorSnapshot snapshot)
    {
        CheckClock(snapshot.Clock, Place.Root.Of("clock"));
        CheckJournal(snapshot.Journal, Place.Root.Of("journal"));
        foreach (var section in sections)
        {
            if (snapshot.Sections.TryGetValue(section.Name, out var saved))
            {
                section.CheckSaved(saved, Place.Root.Of(section.Name));
            }
        }

        var worlds = Place.Root.Of("worlds");
        worlds.Index(snapshot.Worlds, world => world.PartnerId, "the world of partner");
        worlds.ForEach(snapshot.Worlds, Check);
    }

    /// <exception cref="InvalidDataException">The snapshot is inconsistent.</exception>
    public void Check(WorldSnapshot snapshot) => Check(snapshot, Place.Root);

    private void Check(WorldSnapshot snapshot, Place place)
    {
        CheckClock(snapshot.Clock, place.Of("clock"));
        CheckJournal(snapshot.Journal, place.Of("journal"));
        parts.Check(snapshot, place);
    }

    private static void CheckClock(SavedClock clock, Place place) =>
        place.Of("speed").Require(clock.Speed is >= ClockOptions.SlowestSpeed and <= ClockOptions.FastestSpeed, "its clock has a speed that is out of range");

    private static void CheckJournal(SavedJournal? saved, Place place)
    {
        var (number, order) = (0L, 0L);
        place.Of("entries").ForEach(saved?.Entries ?? [], (entry, at) =>
        {
            at.Require(entry.Number > number && entry.Order > order, "the entries are not in order");
            at.Require(entry.Call is null != entry.Other is null, "an entry is either a call or something else");
            at.Require(entry.Other is not AttemptEntry attempt || IsWhole(attempt), "an attempt has no callback URL or no duration");
            (number, order) = (entry.Number, entry.Order);
        });
    }

    private static bool IsWhole(AttemptEntry attempt) =>
        Uri.TryCreate(attempt.CallbackUrl, UriKind.Absolute, out _) && attempt.DurationMilliseconds is >= 0 and < 1e9;
}

/// <summary>Represents a snapshot of a world during its check.</summary>
/// <param name="Services">The services of the emulator, for its settings.</param>
internal sealed record SnapshotInCheck(WorldSnapshot World, Place Place, IServiceProvider Services)
{
    public Guid PartnerId => World.PartnerId;
}
