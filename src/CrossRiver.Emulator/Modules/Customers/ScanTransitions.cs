namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>From which result of a scan the bank goes to which. <c>docs/fidelity.md</c> says of each how it is known.</summary>
/// <remarks>
/// Source: the bank's pages on OFAC results: a first answer, a review of what was found, and scans again every night.
/// A review may show as Pending, so that is left like Reviewing. Assumed: that PEP goes the same ways, and that nobody comes back from Positive.
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

    /// <summary>Where the bank goes from a result.</summary>
    public static IReadOnlyList<ScanStatus> From(ScanStatus status) => Ways[status];
}
