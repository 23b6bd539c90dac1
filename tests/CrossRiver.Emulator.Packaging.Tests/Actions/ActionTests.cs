using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Fixtures;
using CrossRiver.Emulator.Packaging.Tool;

namespace CrossRiver.Emulator.Packaging.Actions;

/// <summary>The action for GitHub Actions: its steps, run as a runner does.</summary>
[Collection<SharedInstalledTool>]
public sealed class ActionTests(InstalledTool tool) : IDisposable
{
    private const string PartnerId = "6e80b097-693c-4592-8440-02f345335bbf";

    private readonly DirectoryInfo _runner = Directory.CreateTempSubdirectory("crossriver-emulator-runner-");

    [Fact]
    public async Task The_tool_is_installed_and_started_and_what_happened_is_collected()
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("jq") && RunningProgram.IsInstalled("curl"), "The runners of GitHub Actions have curl and jq; this machine does not.");
        await WriteScenarioAsync();

        await PlayAsync(("source", tool.Feed), ("version", tool.Version));
    }

    [Fact]
    public async Task The_image_is_started_and_what_happened_is_collected()
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("jq") && RunningProgram.IsInstalled("curl"), "The runners of GitHub Actions have curl and jq; this machine does not.");
        Assert.SkipUnless(RunningProgram.IsInstalled("docker") && await SucceedsAsync("docker image inspect crossriver-emulator"), "There is no container engine with the image.");
        await WriteScenarioAsync();
        try
        {
            await PlayAsync(("image", "crossriver-emulator"));
        }
        finally
        {
            await SucceedsAsync("docker rm --force crossriver-emulator");
        }
    }

    [Theory]
    [InlineData("command", "stop", "::error title=CrossRiver.Emulator::the input command is 'stop'; write start or collect")]
    [InlineData("command", "collect", "::error title=CrossRiver.Emulator::no earlier step of this job has started the emulator")]
    [InlineData("scenarios", "missing", "::error title=CrossRiver.Emulator::the input scenarios is 'missing', which is no folder in ")]
    public async Task A_wrong_input_is_an_error_that_says_what_to_write(string input, string value, string error)
    {
        var (exitCode, output) = await new ActionSteps(_runner).RunAsync((input, value));

        Assert.Equal(1, exitCode);
        Assert.StartsWith(error, output, StringComparison.Ordinal);
    }

    public void Dispose() => _runner.Delete(recursive: true);

    private async Task PlayAsync(params IReadOnlyList<(string Name, string Value)> inputs)
    {
        var steps = new ActionSteps(_runner);
        try
        {
            var (started, log) = await steps.RunAsync([.. inputs, ("scenarios", "scenarios"), ("port", FreePort()), ("arguments", "--strict false")]);
            Assert.True(started is 0, log);
            var url = steps.Outputs["url"];
            Assert.Equal(url, steps.Variables["BANK_URL"]);
            using var http = new HttpClient { BaseAddress = new Uri(url) };
            var customerId = await OnboardAsync(http);

            var (collected, output) = await steps.RunAsync(("command", "collect"));
            Assert.True(collected is 0, output);
            var folder = steps.Outputs["folder"];
            Assert.Contains("pepScan Pending → Failed", await ReadAsync(folder, "emulator.log"), StringComparison.Ordinal);
            Assert.Contains("Core.Customer.PepScan.Changed", await ReadAsync(folder, $"{PartnerId}.journal.jsonl"), StringComparison.Ordinal);
            Assert.StartsWith("sequenceDiagram", await ReadAsync(folder, $"{customerId}.story.mmd"), StringComparison.Ordinal);
            Assert.Contains("<testsuite", await ReadAsync(folder, $"{PartnerId}.report.xml"), StringComparison.Ordinal);
            Assert.Contains($"- Partner {PartnerId}: ", steps.Summary, StringComparison.Ordinal);
        }
        finally
        {
            await SucceedsAsync($"kill $(cat {steps.Temporary}/crossriver-emulator/process)");
        }
    }

    private async Task WriteScenarioAsync()
    {
        var folder = _runner.CreateSubdirectory("scenarios").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "mine.yaml"),
            "version: 1\nscenario: mine\nmatch: { body: { name.lastName: Griffin } }\ntimeline:\n  - after: 1h\n    set: { pepScan: Failed }\n",
            TestContext.Current.CancellationToken);
    }

    private static async Task<string> OnboardAsync(HttpClient http)
    {
        using var response = await http.PostAsJsonAsync("/core/v1/cm/customers", Example.Read("create-personal.request.json"), TestContext.Current.CancellationToken);
        return (string)(await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["id"]!;
    }

    private static Task<string> ReadAsync(string folder, string file) => File.ReadAllTextAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken);

    private static async Task<bool> SucceedsAsync(string command)
    {
        await using var bash = RunningProgram.StartBash(command, RunningProgram.Repository);
        return await bash.ExitAsync() is 0;
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
