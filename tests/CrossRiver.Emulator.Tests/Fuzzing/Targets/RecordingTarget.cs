using System.Text.Json;
using CrossRiver.Emulator.Cli;
using CrossRiver.Emulator.Cli.Comparing.Differing;
using CrossRiver.Emulator.Cli.Comparing.Reading;
using CrossRiver.Emulator.Cli.Comparing.Replaying;
using CrossRiver.Emulator.Cli.Comparing.Reporting;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Fuzzing.Targets;

/// <summary>Recordings that <c>compare</c> reads: HTTP archives and newman's reports. Either there is one line that says why not, or its calls are made again and compared.</summary>
internal sealed class RecordingTarget : FuzzTarget
{
    private const int MostCalls = 10;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
    private readonly WebApplication _emulator = EmulatorApplication.Create(["--urls=http://127.0.0.1:0", "--Logging:Console:LogLevel:Default=None", "--clock=manual", "--Emulator:Scenarios:Watch=false"]);
    private BankRoutes? _routes;

    public override IReadOnlyList<string> Seeds { get; } = [.. SeedsOf(File.ReadAllText(Path.Combine(RunningProgram.Repository, "tests/CrossRiver.Emulator.Tests/Cli/Transcripts/onboarding.har")))];

    public override async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override async Task StartAsync()
    {
        await _emulator.StartAsync();
        _routes = new BankRoutes(_emulator.Services.GetRequiredService<ModuleCatalog>());
    }

    protected override async Task TryAsync(string input)
    {
        var path = Path.Combine(_folder.FullName, "fuzzed.har");
        await File.WriteAllTextAsync(path, input);
        Transcript transcript;
        try
        {
            transcript = TranscriptFile.Read(path);
        }
        catch (CommandException exception)
        {
            Assert.Equal(ExitCode.WrongUsage, exception.ExitCode);
            Assert.StartsWith(path, Assert.Single(exception.Messages), StringComparison.Ordinal);
            return;
        }

        Assert.NotEmpty(Replay.SettingsFor(transcript, []));
        await CompareAsync(transcript);
    }

    private async Task CompareAsync(Transcript transcript)
    {
        var pairs = new IdPairs();
        var calls = transcript.Calls.Where(call => _routes!.Has(call)).Take(MostCalls).ToList();
        var comparison = new AnswerComparison(pairs, ShownText.For(transcript, _routes!));
        using var replay = new Replay(_emulator, pairs);
        var differences = new List<Difference>();
        await foreach (var (call, answer) in replay.PlayAsync(calls, CancellationToken.None))
        {
            pairs.LearnFrom(call, answer);
            differences.AddRange((call.Answer is { } bank ? comparison.Compare(call.Method, bank, answer) : []).Select(finding => new Difference(call.Number, $"{call.Method} {_routes!.TemplateOf(call.Url)}", finding)));
        }

        var report = new ComparisonReport(new Comparison(calls.Count, 0, differences, []), new AcceptedDifferences([]));
        Assert.NotEmpty(report.ToText());
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(report.ToJson()));
    }

    // The whole archive, and each call of it alone: a short input is changed where it matters.
    private static IEnumerable<string> SeedsOf(string archive)
    {
        yield return archive;
        using var document = JsonDocument.Parse(archive);
        foreach (var entry in document.RootElement.GetProperty("log").GetProperty("entries").EnumerateArray())
        {
            yield return $"{{\"log\":{{\"entries\":[{JsonSerializer.Serialize(entry)}]}}}}";
        }
    }
}
