using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Scenarios.Forecast;

namespace CrossRiver.Emulator.Cli.Calling.Worlds;

/// <summary>Represents <c>report</c>, which judges an integration, and compares it with an earlier report.</summary>
internal static class ReportCommand
{
    private const string Regressed = "regressed";

    public static Command Create()
    {
        var options = new CallOptions();
        var against = new Option<string?>("--against")
        {
            HelpName = "FILE",
            Description = "An earlier report, as --json printed it. The exit code is 1 if a rule fails that did not fail there.",
        };
        var junit = new Option<bool>("--junit") { Description = "Prints JUnit's XML, for CI servers. With --against, only rules that regressed fail." };
        var json = CallOptions.Json();
        var command = new Command("report", "Judge your integration by what it did.") { against, junit, json };
        command.WithExamples(
            ("crossriver-emulator report --json > report.json", "keeps the verdicts, for example of the main branch"),
            ("crossriver-emulator report --against report.json", "what is fixed and what regressed since"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var earlier = parsed.GetValue(against) is { } file ? await ReadAsync(file, end) : null;
            var (method, path) = (earlier is null ? HttpMethod.Get : HttpMethod.Post, options.PathOf(parsed, "/report"));
            var answer = await emulator.SendAsync(method, path, earlier, end);
            var text = parsed.GetValue(junit) ? await emulator.SendForTextAsync(method, $"{path}?format=junit", earlier?.DeepClone(), end)
                : parsed.GetValue(json) ? CommandOptions.ToJson(answer)
                : TextOf(answer);
            await CommandOptions.PrintAsync(parsed, text);

            var rules = answer["rules"]?.AsArray() ?? [];
            IReadOnlyList<string> regressed = [.. rules.Where(rule => (string)rule!["change"]! is Regressed).Select(rule => $"{rule!["rule"]}")];
            if (regressed is not [])
            {
                throw new CommandException(ExitCode.CannotDo, $"{Regressed} since {parsed.GetValue(against)}: {string.Join(", ", regressed)}");
            }
        });
    }

    // Only rules and verdicts are sent, because the partner in the file may be another partner.
    private static async Task<JsonObject> ReadAsync(string file, CancellationToken end)
    {
        var text = await CommandOptions.ReadFileAsync(file, end);
        try
        {
            return JsonNode.Parse(text) is JsonObject report && report["verdicts"] is JsonArray verdicts
                ? new JsonObject { ["verdicts"] = new JsonArray([.. verdicts.OfType<JsonObject>().Select(VerdictOf)]) }
                : throw CommandException.WrongUsage($"{file} is no report; write one with report --json");
        }
        catch (JsonException exception)
        {
            throw CommandException.WrongUsage($"{file} cannot be read: {exception.Message}");
        }
    }

    private static JsonObject VerdictOf(JsonObject rule) => new() { ["rule"] = rule["rule"]?.DeepClone(), ["verdict"] = rule["verdict"]?.DeepClone() };

    /// <summary>Returns the verdicts of a report or a comparison, and the evidence of each failure.</summary>
    public static string TextOf(JsonObject answer)
    {
        var rules = (answer["rules"] ?? answer["verdicts"])!.AsArray();
        var evidence = rules.Where(rule => $"{rule!["now"] ?? rule["verdict"]}" is "failed")
            .SelectMany(rule => rule!["evidence"]!.AsArray().Select(place => $"{rule["rule"]}: entry {place!["entry"]}: {place["what"]}"));
        return string.Join('\n', evidence.Prepend(TextTable.Of([.. rules.Select(rule => RowOf(rule!))]).TrimEnd()));
    }

    private static IReadOnlyList<string> RowOf(JsonNode rule) => [$"{rule["change"] ?? rule["verdict"]}", $"{rule["rule"]}", $"{rule["why"]}"];
}
