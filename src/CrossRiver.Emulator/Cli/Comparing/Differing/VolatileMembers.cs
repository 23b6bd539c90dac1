using CrossRiver.Emulator.Cli.Comparing.Replaying;

namespace CrossRiver.Emulator.Cli.Comparing.Differing;

/// <summary>Provides the rules for members that differ from run to run without a difference in behavior.</summary>
/// <remarks>Moments are compared by their form, whatever the member. Identifiers are paired.</remarks>
internal static class VolatileMembers
{
    private const string Pending = "Pending";

    private static readonly Dictionary<string, Leeway> Rules = new(StringComparer.Ordinal)
    {
        // A replay sends no webhook, so that none fails.
        ["consecutiveErrors"] = Leeway.Presence,
        ["lastError"] = Leeway.Presence,
        ["lastAttemptedAt"] = Leeway.Presence,

        // The sandbox has customers from before the recording.
        ["hasNextPage"] = Leeway.Value,
        ["hasPreviousPage"] = Leeway.Value,

        // The bank's scans take more or less long.
        ["ofac"] = Leeway.EndOfScan,
        ["pepScan"] = Leeway.EndOfScan,
        ["internalList"] = Leeway.EndOfScan,
    };

    /// <summary>Gets the names of the members that have a rule.</summary>
    public static IEnumerable<string> Names => Rules.Keys;

    /// <summary>Returns whether a member may be absent on one side.</summary>
    public static bool MayBeAbsent(string member) => Rules.GetValueOrDefault(member) is Leeway.Presence;

    /// <summary>Returns whether the value of a member may differ, and only its form counts.</summary>
    public static bool MayDiffer(string member) => IdPairs.IsNumbered(member) || Rules.GetValueOrDefault(member) is Leeway.Presence or Leeway.Value;

    /// <summary>Returns whether a scan has ended on one side only.</summary>
    /// <param name="isRead">Whether the call reads; the answer to a create has the results of the start.</param>
    public static bool IsScanUnderWay(string member, string bank, string emulator, bool isRead) =>
        isRead && Rules.GetValueOrDefault(member) is Leeway.EndOfScan && (bank is Pending || emulator is Pending);

    private enum Leeway
    {
        None,
        Value,

        /// <summary>The member may be absent on one side, and its value may differ.</summary>
        Presence,

        /// <summary>One side may still be pending.</summary>
        EndOfScan,
    }
}
