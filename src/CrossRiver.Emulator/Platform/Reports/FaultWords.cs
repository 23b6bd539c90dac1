namespace CrossRiver.Emulator.Platform.Reports;

/// <summary>What the words mean with which the journal tells of faults: of a delivery <c>auth: bad-signature</c>, of a call <c>customers.get: connection reset-before-answer</c>.</summary>
internal static class FaultWords
{
    private static readonly string[] SpoilingKinds = ["auth", "body", "connection", "lose", "phantom"];
    private static readonly string[] LosingKinds = ["connection", "hang"];

    /// <summary>Whether a partner that looks at signature and password sees that something is wrong.</summary>
    public static bool IsForgery(string fault) => fault.StartsWith("auth", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether nothing led to the event.</summary>
    public static bool IsPhantom(string fault) => fault is "phantom";

    /// <summary>Whether a partner is not sent what the bank sends.</summary>
    public static bool Spoils(string fault) => SpoilingKinds.Any(kind => fault.StartsWith(kind, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a call was given no answer, or no whole one.</summary>
    public static bool LosesAnswer(FaultEntry fault) =>
        fault.RequestId is not null && LosingKinds.Any(kind => fault.Fault.Contains($": {kind}", StringComparison.Ordinal));
}
