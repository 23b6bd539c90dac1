using CrossRiver.Emulator.Cli.Comparing.Replaying;

namespace CrossRiver.Emulator.Cli.Comparing.Differing;

/// <summary>Provides the rules for members that differ from run to run and are no difference.</summary>
internal static class VolatileMembers
{
    private const string Pending = "Pending";

    // A replay sends no webhook, so that none fails.
    private static readonly string[] OfDeliveries = ["consecutiveErrors", "lastError", "lastAttemptedAt"];

    private static readonly string[] OfPages = ["hasNextPage", "hasPreviousPage"];

    private static readonly string[] OfScans = ["ofac", "pepScan", "internalList"];

    // Of tokens, and of the sizes of the bank's own lists.
    private static readonly string[] Others = ["access_token", "expires_in"];

    /// <summary>Returns whether a member may be absent on one side.</summary>
    public static bool MayBeAbsent(string member) => OfDeliveries.Contains(member, StringComparer.Ordinal);

    /// <summary>Returns whether the value of a member may differ, and only its form counts.</summary>
    public static bool MayDiffer(string member) =>
        IdPairs.IsNumbered(member) || OfDeliveries.Contains(member, StringComparer.Ordinal) || OfPages.Contains(member, StringComparer.Ordinal) || Others.Contains(member, StringComparer.Ordinal);

    /// <summary>Returns whether a scan has ended on one side only. The bank's scans take more or less long.</summary>
    /// <param name="isRead">Whether the call reads; the answer to a create has the results of the start.</param>
    public static bool IsScanUnderWay(string member, string bank, string emulator, bool isRead) =>
        isRead && OfScans.Contains(member, StringComparer.Ordinal) && (bank is Pending || emulator is Pending);
}
