namespace CrossRiver.Emulator.Platform.Reports;

/// <summary>What rules ask of a call.</summary>
internal static class CallWords
{
    /// <summary>Whether the bank did what was asked.</summary>
    public static bool IsAccepted(this CallEntry call) => call.StatusCode is >= 200 and < 300;

    /// <summary>The call in a line.</summary>
    public static string Line(this CallEntry call) => $"{call.Method} {call.Path} → {call.StatusCode}";
}
