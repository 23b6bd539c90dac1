namespace CrossRiver.Emulator.Control.Journals;

/// <summary>Represents a journal that a call reads, with the stamp of its answers.</summary>
/// <param name="PartnerId">The partner that the world belongs to, or null for all worlds.</param>
/// <param name="ReadNow">Returns the time of the world, or of the emulator for all worlds.</param>
/// <param name="ReadEpoch">Returns the epoch of the world, or null for all worlds.</param>
/// <param name="IsOver">Returns whether the world has ended. The call counts as a use of the world.</param>
internal sealed record VisibleJournal(IJournal Journal, Guid? PartnerId, Func<DateTimeOffset> ReadNow, Func<int?> ReadEpoch, Func<bool> IsOver)
{
    public static VisibleJournal Of(World world) => new(world.Journal, world.PartnerId, () => world.Clock.Now, () => world.EpochNumber, () => !world.Usage.TryUse());

    public static VisibleJournal OfAll(WorldDirectory worlds) => new(worlds.JournalOfAll, PartnerId: null, () => worlds.Clock.Now, () => null, () => false);

    public JournalAnswer Read(JournalQuery query)
    {
        var excerpt = Journal.Read(query);
        return new JournalAnswer(PartnerId, ReadNow(), ReadEpoch(), excerpt.Entries, excerpt.Cursor, excerpt.Lost, excerpt.Restarted);
    }
}

/// <summary>Represents a page of a journal.</summary>
/// <param name="PartnerId">The partner that the world belongs to, or null for all worlds.</param>
/// <param name="Now">The moment of the answer, on the world's clock or the emulator's own.</param>
/// <param name="Epoch">The number of the world's epoch, or null for all worlds.</param>
/// <param name="Entries">The entries, the oldest first, each with the members of its kind.</param>
/// <param name="Cursor">The cursor to read on from.</param>
/// <param name="Lost">The number of entries before the cursor that were dropped unread, because a journal was full.</param>
/// <param name="Restarted">True if `after` is no cursor of this journal, which has restarted since: the entries are from its beginning.</param>
internal sealed record JournalAnswer(
    Guid? PartnerId, DateTimeOffset Now, int? Epoch, IReadOnlyList<object> Entries, long Cursor, long Lost, bool? Restarted = null);
