namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Provides the transitions between the results of a scan. <c>docs/fidelity.md</c> lists the source of each.</summary>
/// <remarks>
/// Source: the bank's pages on OFAC results: a first answer, a review, and scans again every night. A review may show as Pending, so that has the same ways out
/// as Reviewing. Assumed: PEP has the same transitions, and Positive is final.
/// </remarks>
internal static class ScanTransitions
{
    private static readonly Dictionary<ScanStatus, IReadOnlyList<ScanStatus>> Ways = new()
    {
        [ScanStatus.Pending] = [ScanStatus.Clear, ScanStatus.Failed, ScanStatus.Positive],
        [ScanStatus.Clear] = [ScanStatus.Failed],
        [ScanStatus.Failed] = [ScanStatus.Reviewing, ScanStatus.Pending],
        [ScanStatus.Reviewing] = [ScanStatus.Clear, ScanStatus.Positive],
        [ScanStatus.Positive] = [],
    };

    /// <summary>Returns the results that can follow a result.</summary>
    public static IReadOnlyList<ScanStatus> From(ScanStatus status) => Ways[status];

    /// <summary>Returns whether a result answers the scan.</summary>
    public static bool IsFinal(ScanStatus status) => status is ScanStatus.Clear or ScanStatus.Positive;
}
