namespace CrossRiver.Emulator.Agents.Tools;

/// <summary>Provides the texts that several tools share.</summary>
internal static class ToolTexts
{
    public const string Partner = "The partner's id or alias. Leave it out if there is one world.";

    public const string Customer = "id, clientIdentifier, name or last four of the tax id.";

    public const string Cursor = "The cursor of the previous answer.";

    public static JsonSerializerOptions Indented { get; } = new(WireJson.Options) { WriteIndented = true };

    /// <summary>Returns the member of a journal entry to which a wait compares a name, or null.</summary>
    public static string? MemberWaitedFor(string until) => until switch
    {
        "event" or "delivery" => "eventName",
        "call" => "operation",
        "change" => "what",
        _ => null,
    };
}
