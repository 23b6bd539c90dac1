using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Checks the consistency of a snapshot before it is loaded. Single values are checked when they are read.</summary>
internal sealed class SnapshotCheck(WorldPartTypes parts, IEnumerable<SnapshotSection> sections)
{
    /// <summary>Checks a snapshot of all worlds.</summary>
    /// <exception cref="InvalidDataException">The snapshot is inconsistent.</exception>
    public void Check(EmulatorSnapshot snapshot)
    {
        CheckClock(snapshot.Clock, Place.Root.Of("clock"));
        JournalCheck.Check(snapshot.Journal, Place.Root.Of("journal"));
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

    /// <summary>Checks a snapshot of one world.</summary>
    /// <exception cref="InvalidDataException">The snapshot is inconsistent.</exception>
    public void Check(WorldSnapshot snapshot) => Check(snapshot, Place.Root);

    private void Check(WorldSnapshot snapshot, Place place)
    {
        CheckClock(snapshot.Clock, place.Of("clock"));
        JournalCheck.Check(snapshot.Journal, place.Of("journal"));
        place.Of("agenda").ForEach(snapshot.Agenda, (due, at) => at.Of("entry").Require(due.Entry is not null, "an entry of the agenda is missing"));
        parts.Check(snapshot, place);
    }

    private static void CheckClock(SavedClock clock, Place place) =>
        place.Of("speed").Require(clock.Speed is >= ClockOptions.SlowestSpeed and <= ClockOptions.FastestSpeed, "its clock goes at a speed that no clock has");
}
