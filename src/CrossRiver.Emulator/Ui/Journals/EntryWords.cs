namespace CrossRiver.Emulator.Ui.Journals;

/// <summary>Describes entries of a journal in words.</summary>
internal static class EntryWords
{
    /// <summary>Returns an entry in a line.</summary>
    public static string Of(JournalEntry entry) => entry switch
    {
        CallEntry call => $"{call.Method} {call.Path}{call.Query} → {StatusOf(call)}",
        ChoiceEntry choice => $"gets the scenario {choice.Scenario}: {choice.Reason}",
        ChangeEntry change => change.What,
        EventEntry { EventId: null } unheard => $"{unheard.EventName}, for which the partner has not registered",
        EventEntry happened => happened.EventName,
        AttemptEntry attempt => AttemptOf(attempt),
        FaultEntry fault => $"{fault.Fault}, by {fault.Rule}",
        RegistrationEntry registration => $"{registration.EventName} {registration.What}",
        ControlEntry control => control.What,
        _ => "",
    };

    /// <summary>Returns the mark of an entry in a word, or an empty text.</summary>
    public static string MarkOf(JournalEntry entry) => entry switch
    {
        CallEntry { IsComplete: true, StatusCode: null or >= StatusCodes.Status400BadRequest } or AttemptEntry { Failure: not null } => "failed",
        AttemptEntry => "succeeded",
        FaultEntry => "bad",
        _ => "",
    };

    private static string StatusOf(CallEntry call) => call switch
    {
        { StatusCode: { } status, Errors: { } errors } => string.Create(CultureInfo.InvariantCulture, $"{status}: {string.Join("; ", errors)}"),
        { StatusCode: { } status } => status.ToString(CultureInfo.InvariantCulture),
        { IsComplete: true } => "no answer",
        _ => "not answered yet",
    };

    private static string AttemptOf(AttemptEntry attempt) => string.Create(
        CultureInfo.InvariantCulture,
        $"attempt {attempt.Attempt} of {attempt.EventName}: {attempt.Failure ?? $"{attempt.StatusCode}"} after {attempt.DurationMilliseconds:0} ms");
}
