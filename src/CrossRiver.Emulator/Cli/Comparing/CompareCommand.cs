using System.CommandLine;
using CrossRiver.Emulator.Cli.Comparing.Differing;
using CrossRiver.Emulator.Cli.Comparing.Reading;
using CrossRiver.Emulator.Cli.Comparing.Replaying;
using CrossRiver.Emulator.Cli.Comparing.Reporting;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Cli.Comparing;

/// <summary>Represents <c>compare FILE.har</c>, which makes recorded calls again at an emulator in this process, and compares the answers.</summary>
internal static class CompareCommand
{
    private const int Unauthorized = 401;

    /// <param name="settings">The settings of the command line that are written as keys.</param>
    public static Command Create(CommandHost host, IReadOnlyList<string> settings)
    {
        var file = new Argument<string>("file")
        {
            HelpName = "FILE.har",
            Description = "Calls recorded at the bank's sandbox: an HTTP archive, or the JSON report of newman.",
        };
        var accept = new Option<bool>("--accept") { Description = "Writes the differences to the file of accepted ones, each with an empty reason." };
        var suppressions = new Option<string?>("--suppressions")
        {
            HelpName = "FILE",
            Description = "The file of accepted differences. The default is FILE.har.accepted.json.",
        };
        var json = CommandOptions.Json();
        var command = new Command("compare", "Make recorded calls of the sandbox again, and compare the answers; exit with 1 if they differ.")
        {
            file, accept, suppressions, json,
        };
        SettingOptions.AddTo(command, host.Settings, isHidden: true);
        command.SetAction(async (parsed, end) =>
        {
            var path = parsed.GetRequiredValue(file);
            var acceptedPath = parsed.GetValue(suppressions) ?? AcceptedDifferences.PathFor(path);
            var accepted = AcceptedDifferences.Read(acceptedPath);
            var transcript = TranscriptFile.Read(path);
            await using var emulator = host.CreateEmulator(Replay.SettingsFor(transcript, [.. settings, .. SettingOptions.Read(parsed)]));
            var comparison = await CompareAsync(path, transcript, emulator, end);
            var report = new ComparisonReport(comparison, accepted);
            if (parsed.GetValue(accept))
            {
                accepted = accepted.With(report.Differences);
                accepted.Write(acceptedPath);
                report = new ComparisonReport(comparison, accepted);
            }

            await CommandOptions.PrintAsync(parsed, parsed.GetValue(json) ? CommandOptions.ToJson(report.ToJson()) : report.ToText());
            return report.Differences is [] ? ExitCode.Done : ExitCode.CannotDo;
        });

        return command.WithExamples(
            ("crossriver-emulator compare sandbox.har", "what the bank answers otherwise than the emulator"),
            ("crossriver-emulator compare sandbox.har --accept", "takes the differences as they are; write the reasons into the file"),
            ("crossriver-emulator compare journal.har --pace fast", "a recording of an emulator of the default pace"));
    }

    private static async Task<Comparison> CompareAsync(string path, Transcript transcript, WebApplication emulator, CancellationToken end)
    {
        var (routes, pairs) = (new BankRoutes(emulator.Services.GetRequiredService<ModuleCatalog>()), new IdPairs());
        var (calls, others) = (transcript.Calls.Where(IsPlayed).ToList(), transcript.Calls.Where(call => !IsPlayed(call)));
        if (calls is [])
        {
            throw CommandException.WrongUsage(
                $"{path}: no call of the recording is for the bank; record calls such as GET https://sandbox.crbcos.com/core/v1/cm/customers");
        }

        await emulator.StartAsync(end);
        using var replay = new Replay(emulator, pairs);
        var comparison = new AnswerComparison(pairs, ShownText.For(transcript, routes));
        var differences = new List<Difference>();
        await foreach (var (call, answer) in replay.PlayAsync(calls, end))
        {
            pairs.LearnFrom(call, answer);
            differences.AddRange((call.Answer is { } bank ? comparison.Compare(call.Method, bank, answer) : [])
                .Select(finding => new Difference(call.Number, $"{call.Method} {routes.TemplateOf(call.Url)}", finding)));
        }

        await emulator.StopAsync(end);
        return new Comparison(calls.Count, calls.Count(call => call.Answer is null), differences, PassedOver(others, routes));

        bool IsPlayed(RecordedCall call) => routes.Has(call) && call.Answer?.Status is not Unauthorized;
    }

    private static IReadOnlyList<PassedCalls> PassedOver(IEnumerable<RecordedCall> calls, BankRoutes routes) =>
    [
        .. calls
            .GroupBy(call => routes.Has(call) ? "without a valid token (401)" : $"for {call.Url.Host}, not of the bank's API", StringComparer.Ordinal)
            .Select(group => new PassedCalls(group.Key, group.Count())),
    ];
}
