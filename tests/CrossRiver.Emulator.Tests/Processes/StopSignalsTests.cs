using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Processes;

/// <summary>The program is asked to end: at any moment of its start, by any signal, twice.</summary>
[Trait("lane", "slow")]
public sealed class StopSignalsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");

    private string State => Path.Combine(_folder.FullName, "bank.json");

    /// <summary>The moments are those at which the start loads an assembly or logs a line, in their order.</summary>
    [Fact]
    public async Task A_start_that_is_cut_off_ends_with_the_signals_code_and_leaves_the_state_as_it_was()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows what a process has loaded.");
        var customer = await KeepCustomerAsync("TERM");

        foreach (var (moment, signal, exitCode) in new[]
        {
            ("CrossRiver.Emulator", "TERM", 143),
            ("Microsoft.AspNetCore", "INT", 130),
            ("System.Text.Json", "TERM", 143),
            ("YamlDotNet", "HUP", 129),
            ("Hangfire.InMemory", "TERM", 143),
            ("Restored ", "QUIT", 131),
            ("Restored ", "TERM", 143),
        })
        {
            await using var program = Start();
            await Until.HoldsAsync(() => program.HasLoadedOrPrinted(moment));
            await program.SignalAsync(signal);

            var ended = await program.ExitAsync();

            // On a machine that is slow to send the signal, it may listen already.
            Assert.True(ended == exitCode || (ended is 0 && program.Output.Contains(" listens on ", StringComparison.Ordinal)), $"{moment}, {signal}: {ended}\n{program.Output}");
            Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
            Assert.Equal([customer], KeptCustomers());
        }
    }

    /// <summary>A named pipe that has no writer blocks its reader as a mount does whose server is gone.</summary>
    [Fact]
    public async Task A_start_that_is_stuck_in_a_file_ends_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RunningProgram.IsInstalled("mkfifo"), "There are no named pipes on this machine.");
        _folder.CreateSubdirectory("scenarios");
        await using var pipe = RunningProgram.StartFile("mkfifo", _folder.FullName, "scenarios/stuck.yaml");
        Assert.Equal(0, await pipe.ExitAsync());
        await using var program = Start();
        await Until.HoldsAsync(() => program.HasLoadedOrPrinted("YamlDotNet"));

        await program.SignalAsync("TERM");

        Assert.Equal((143, ""), (await program.ExitAsync(), program.Output));
        Assert.False(File.Exists(State));
    }

    [Fact]
    public async Task Started_to_ignore_Ctrl_C_it_ignores_it_and_ends_upon_SIGTERM()
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("bash"), "There is no bash on this machine.");
        await using var program = RunningProgram.StartBash(
            $"trap '' INT; exec dotnet '{RunningProgram.PathOf("CrossRiver.Emulator")}' --urls http://127.0.0.1:0",
            _folder.FullName);
        using var http = new HttpClient { BaseAddress = await program.UrlAsync() };

        await program.SignalAsync("INT");
        using var health = await http.GetAsync(new Uri("/_emulator/health", UriKind.Relative), TestContext.Current.CancellationToken);
        await program.SignalAsync("TERM");

        Assert.Equal((HttpStatusCode.OK, 0), (health.StatusCode, await program.ExitAsync()));
    }

    [Fact]
    public async Task A_terminal_that_is_closed_ends_it_as_Ctrl_C_does_and_further_signals_change_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -HUP.");

        var customer = await KeepCustomerAsync("HUP", "INT", "TERM");

        Assert.Equal([customer], KeptCustomers());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private RunningProgram Start() =>
        RunningProgram.Start("CrossRiver.Emulator", _folder.FullName, "--urls", "http://127.0.0.1:0", "--state", "bank.json", "--clock", "manual");

    /// <summary>Runs the program until it has accepted a customer, then sends it the signals.</summary>
    private async Task<string> KeepCustomerAsync(params IReadOnlyList<string> signals)
    {
        await using var program = Start();
        using var http = new HttpClient { BaseAddress = await program.UrlAsync() };
        using var answer = await http.PostAsJsonAsync("/core/v1/cm/customers", Example.Read("create-personal.request.json"), TestContext.Current.CancellationToken);
        var customer = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        foreach (var signal in signals)
        {
            await program.SignalAsync(signal);
        }

        Assert.Equal(0, await program.ExitAsync());
        return (string)customer!["id"]!;
    }

    private IEnumerable<string> KeptCustomers() => JsonNode.Parse(File.ReadAllText(State))!["worlds"]!.AsArray()
        .SelectMany(world => world!["customers"]!["customers"]!.AsArray())
        .Select(customer => (string)customer!["id"]!);
}
