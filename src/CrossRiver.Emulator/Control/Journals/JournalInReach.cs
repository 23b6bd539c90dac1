namespace CrossRiver.Emulator.Control.Journals;

/// <summary>A journal that a call reads, with what every answer says of where it is from.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="PartnerId">Whose world it is, or <see langword="null"/> for all.</param>
/// <param name="ReadNow">The moment, on the world's clock or the emulator's own.</param>
/// <param name="ReadEpoch">The world's epoch, or <see langword="null"/> for all.</param>
/// <param name="IsOver">Whether the world is over. To look is to use the world.</param>
internal sealed record JournalInReach(IJournal Journal, Guid? PartnerId, Func<DateTimeOffset> ReadNow, Func<int?> ReadEpoch, Func<bool> IsOver)
{
    /// <summary>The journal of one world.</summary>
    public static JournalInReach Of(World world) => new(world.Journal, world.PartnerId, () => world.Clock.Now, () => world.EpochNumber, () => !world.LastUse.TryUse());

    /// <summary>The journals of all worlds as one.</summary>
    public static JournalInReach OfAll(WorldDirectory worlds) => new(worlds.JournalOfAll, PartnerId: null, () => worlds.Clock.Now, () => null, () => false);

    /// <summary>An answer with some of the journal.</summary>
    public JournalAnswer Read(JournalQuestion question)
    {
        var excerpt = Journal.Read(question);
        return new JournalAnswer(PartnerId, ReadNow(), ReadEpoch(), excerpt.Entries, excerpt.Cursor, excerpt.Lost, excerpt.Restarted);
    }
}

/// <summary>Some of a journal, each entry with the members of its kind.</summary>
/// <param name="PartnerId">The world, or <see langword="null"/> for all of them.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Entries">The entries, the oldest first.</param>
/// <param name="Cursor">The cursor to read on from.</param>
/// <param name="Lost">How many entries before the cursor were dropped unread, because a journal was full.</param>
/// <param name="Restarted">True when `after` is no cursor of this journal, which has begun again since: the entries are from its beginning.</param>
internal sealed record JournalAnswer(
    Guid? PartnerId, DateTimeOffset Now, int? Epoch, IReadOnlyList<object> Entries, long Cursor, long Lost, bool? Restarted = null);
