using CrossRiver.Emulator.Kernel.Journal.Keeping;

namespace CrossRiver.Emulator.Kernel.Snapshots.Checks;

/// <summary>Checks the journal of a snapshot.</summary>
internal static class JournalCheck
{
    /// <exception cref="InvalidDataException">The entries are not in order, or incomplete.</exception>
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
