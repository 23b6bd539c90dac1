using CrossRiver.Emulator.Kernel.Journal.Keeping;

namespace CrossRiver.Emulator.Kernel.Snapshots.Checks;

/// <summary>Finds out whether a journal that was kept can be read.</summary>
internal static class JournalCheck
{
    /// <summary>Checks a journal.</summary>
    /// <exception cref="InvalidDataException">Its entries are not in order, or not whole.</exception>
    public static void Check(SavedJournal? saved, Place place)
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
