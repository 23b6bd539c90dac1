namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>An answer about one world, or about all of them, for people.</summary>
internal static class AnswerText
{
    /// <summary>A line a world.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="ofNone">What to say when there is no world.</param>
    /// <param name="ofWorld">The line of one.</param>
    public static string Of(JsonObject answer, string ofNone, Func<JsonNode, string> ofWorld) => answer["worlds"] switch
    {
        JsonArray { Count: 0 } => ofNone,
        JsonArray worlds => string.Join('\n', worlds.Select(world => ofWorld(world!))),
        _ => ofWorld(answer),
    };
}
