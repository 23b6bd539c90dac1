using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Commands.Help;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Commands.Calling;

/// <summary><c>reset</c> begins worlds anew; when it ends, nothing of before can arrive.</summary>
internal static class ResetCommand
{
    public static Command Create()
    {
        var options = new CallOptions();
        IReadOnlyList<string> names = [.. Enum.GetNames<Kept>().Select(name => JsonNamingPolicy.CamelCase.ConvertName(name))];
        var keep = new Option<string?>("--keep") { HelpName = "NAMES", Description = $"What is left as it is, divided by commas: {string.Join(", ", names)}." };
        keep.CompletionSources.Add(_ => names);
        var json = CallOptions.Json();
        var command = new Command("reset", "Begins worlds anew; nothing of before arrives afterwards.") { keep, json };
        options.AddTo(command);
        new CommandTexts(("crossriver-emulator reset --keep registrations", "between two tests")).AddTo(command);
        command.SetAction(async (parsed, end) =>
        {
            using var emulator = options.Connect(parsed);
            var kept = (parsed.GetValue(keep) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var request = new JsonObject { ["keep"] = new JsonArray([.. kept.Select(name => JsonValue.Create(name))]) };
            var answer = await emulator.SendAsync(HttpMethod.Post, options.PathOf(parsed, "/reset"), request, end);
            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? answer.ToJsonString(CommandJson.Layout) : AnswerText.Of(answer, "there is no world yet", TextOf));
            return ExitCode.Done;
        });

        return command;
    }

    private static string TextOf(JsonNode world)
    {
        var gone = world["cancelled"]!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{world["partnerId"]}  epoch {world["epoch"]}; gone: customers {gone["customers"]}, registrations {gone["registrations"]}, entries {gone["entries"]}, deliveries {gone["deliveries"]}");
    }
}
