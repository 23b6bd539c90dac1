using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Represents <c>reset</c>, which resets worlds. When it ends, nothing sent before can arrive.</summary>
internal static class ResetCommand
{
    private const string Nothing = "none";

    public static Command Create()
    {
        var options = new CallOptions();
        IReadOnlyList<string> names = [.. Enum.GetNames<KeepOnReset>().Select(name => JsonNamingPolicy.CamelCase.ConvertName(name))];
        var keep = new Option<string?>("--keep")
        {
            HelpName = "NAMES",
            Description = $"Keep these, separated by commas: {string.Join(", ", names)}; or {Nothing}. The default is registrations,scenarios.",
        };
        keep.CompletionSources.Add(_ => names.Append(Nothing));
        var json = CallOptions.Json();
        var command = new Command("reset", "Reset worlds; nothing from before arrives afterwards.") { keep, json };
        command.WithExamples(("crossriver-emulator reset", "between two tests"), ("crossriver-emulator reset --keep none", "to begin with nothing"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var answer = await emulator.SendAsync(HttpMethod.Post, options.PathOf(parsed, "/reset"), RequestOf(parsed.GetValue(keep)), end);
            await CommandOptions.PrintAsync(parsed, json, answer, worlds => CallOptions.LinesOf(worlds, "there is no world yet", TextOf));
        });
    }

    private static JsonObject RequestOf(string? keep)
    {
        var names = (keep ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names switch
        {
            [] => new JsonObject(),
            _ when !names.Contains(Nothing, StringComparer.OrdinalIgnoreCase) =>
                new JsonObject { ["keep"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) },
            [_] => new JsonObject { ["keep"] = new JsonArray() },
            _ => throw CommandException.WrongUsage($"'{keep}' keeps nothing and something; write --keep {Nothing}, or leave {Nothing} out"),
        };
    }

    private static string TextOf(JsonNode world)
    {
        var gone = world["cancelled"]!;
        return $"{world["partnerId"]}  epoch {world["epoch"]}; gone: "
            + $"customers {gone["customers"]}, registrations {gone["registrations"]}, entries {gone["entries"]}, deliveries {gone["deliveries"]}";
    }
}
