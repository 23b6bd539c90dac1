using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Scenarios.Forecast;

namespace CrossRiver.Emulator.Cli.Calling.Worlds;

/// <summary>Represents <c>coverage</c>, which lists what all worlds have met, and what none has met.</summary>
internal static class CoverageCommand
{
    private const string Path = "/coverage";

    public static Command Create()
    {
        var options = new CallOptions();
        var markdown = new Option<bool>("--markdown") { Description = "Prints Markdown with every name, for a file or a pull request." };
        var json = CallOptions.Json();
        var command = new Command("coverage", "See which scenarios, statuses, events, faults and errors your tests met.") { markdown, json };
        command.WithExamples(
            ("crossriver-emulator coverage", "what none of your tests has met"),
            ("crossriver-emulator coverage --markdown > coverage.md", "keeps it with the run"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            if (parsed.GetValue(markdown))
            {
                var report = await emulator.SendForTextAsync(HttpMethod.Get, $"{Path}?format=markdown", body: null, end);
                await CommandOptions.PrintAsync(parsed, report.TrimEnd());
                return;
            }

            await CommandOptions.PrintAsync(parsed, json, await emulator.SendAsync(HttpMethod.Get, Path, body: null, end), TextOf);
        }, isOfAll: true);
    }

    private static string TextOf(JsonObject answer)
    {
        var kinds = answer["kinds"]!.AsArray().Select(kind => kind!).ToList();
        var table = TextTable.Of([
            .. kinds.Select(kind => new[] { $"{kind["title"]}", $"{kind["met"]} of {kind["total"]}", $"{kind["percent"]}%" }),
            ["All", $"{answer["met"]} of {answer["total"]}", $"{answer["percent"]}%"],
        ]);
        var never = kinds.SelectMany(kind => kind["neverMet"]!.AsArray().Select(name => $"{kind["title"]}: {name}"));
        return string.Join('\n', never.Prepend("Never met:").Prepend(table));
    }
}
