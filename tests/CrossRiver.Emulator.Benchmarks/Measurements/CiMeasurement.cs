using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Benchmarks.Reports;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>Measures both lanes of <c>.ci/run</c>, each in a fresh clone of the last commit.</summary>
internal static partial class CiMeasurement
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private static readonly Lane[] Lanes =
    [
        new("fast lane", ".ci/run fast", Budget.AtMost(90, "s")),
        new("all checks", ".ci/run", Budget.AtMost(360, "s")),
    ];

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        var repository = (await OutputOfAsync("git", ["-C", AppContext.BaseDirectory, "rev-parse", "--show-toplevel"], cancellationToken)).Trim();
        foreach (var lane in Lanes)
        {
            var clone = Directory.CreateTempSubdirectory("crossriver-ci-");
            try
            {
                await OutputOfAsync("git", ["clone", "--quiet", repository, clone.FullName], cancellationToken);
                AddTo(report, lane, await OutputOfAsync("bash", ["-c", $"cd '{clone.FullName}' && {lane.Command}; times"], cancellationToken));
            }
            finally
            {
                clone.Delete(recursive: true);
            }
        }
    }

    private static void AddTo(Report report, Lane lane, string output)
    {
        var (times, tests) = (Times().Match(output), Tests().Match(output));
        if (!times.Success || !tests.Success)
        {
            throw new MeasurementException($"{lane.Command} did not end: {string.Join(' ', output.Split('\n').TakeLast(5))}");
        }

        report.Add($"{lane.Name}: time", Number(times, "all"), "#,0 s", lane.Budget);
        report.Add($"{lane.Name}: after the build", Number(times, "tests"), "#,0 s");
        report.Add($"{lane.Name}: processor time, without the compiler's server", ProcessorTimes().Matches(output).TakeLast(2).Sum(Seconds), "#,0 s");
        report.Add($"{lane.Name}: tests passed", Number(tests, "passed"), "#,0");
        report.Add($"{lane.Name}: tests failed", Number(tests, "failed"), "#,0", Budget.None);
        report.Add($"{lane.Name}: tests skipped", Number(tests, "skipped"), "#,0");
    }

    // A check that fails still has its times.
    private static async Task<string> OutputOfAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static double Seconds(Match minutesAndSeconds) => (Number(minutesAndSeconds, "minutes") * 60) + Number(minutesAndSeconds, "seconds");

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^after the build: (?<tests>\d+) s, in all: (?<all>\d+) s$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"^Tests: (?<passed>\d+) passed, (?<failed>\d+) failed, (?<skipped>\d+) skipped$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tests();

    // The last line that "times" prints has the user's and the system's time of the shell's children.
    [GeneratedRegex(@"(?<minutes>\d+)m(?<seconds>[\d.]+)s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProcessorTimes();

    private sealed record Lane(string Name, string Command, Budget Budget);
}
