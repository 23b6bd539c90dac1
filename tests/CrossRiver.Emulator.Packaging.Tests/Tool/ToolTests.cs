using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Cli;
using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Tool;

/// <summary>Each command, installed as a tool, against one emulator that it runs itself.</summary>
[Collection<SharedInstalledTool>]
public sealed class ToolTests(InstalledTool tool)
{
    private static readonly string ProductVersion = System.Diagnostics.FileVersionInfo.GetVersionInfo(RunningProgram.PathOf("CrossRiver.Emulator")).ProductVersion!;

    private const string PartnerId = "6e80b097-693c-4592-8440-02f345335bbf";

    [Fact]
    public void Its_package_is_a_server_for_agents_of_the_same_version()
    {
        Assert.Contains("""<packageType name="McpServer" />""", tool.ReadPackaged("CrossRiver.Emulator.Tool.nuspec"), StringComparison.Ordinal);
        Assert.Contains("""<packageType name="DotnetTool" />""", tool.ReadPackaged("CrossRiver.Emulator.Tool.nuspec"), StringComparison.Ordinal);
        var server = JsonNode.Parse(tool.ReadPackaged(".mcp/server.json"))!;
        Assert.Equal("mcp", (string)server["packages"]![0]!["packageArguments"]![0]!["value"]!);
        Assert.Equal((string)server["version"]!, (string)server["packages"]![0]!["version"]!);
        Assert.StartsWith($"{server["version"]}+", ProductVersion, StringComparison.Ordinal);
    }

    [Fact]
    public void It_runs_with_the_collector_and_the_compiler_of_the_program()
    {
        var program = Path.Combine(Path.GetDirectoryName(RunningProgram.PathOf("CrossRiver.Emulator"))!, "CrossRiver.Emulator.runtimeconfig.json");

        var settings = RuntimeSettingsOf(tool.ReadPackaged("tools/net10.0/any/CrossRiver.Emulator.Tool.runtimeconfig.json"));

        Assert.Contains("System.GC.Server: true", settings);
        Assert.Equal(RuntimeSettingsOf(File.ReadAllText(program)), settings);
    }

    [Fact]
    public async Task It_runs_without_being_installed()
    {
        Assert.Equal((0, ProductVersion), await tool.RunUninstalledAsync("dnx", "CrossRiver.Emulator.Tool", "--prerelease", "--yes", "--", "--version"));
        Assert.Equal((0, ProductVersion), await tool.RunUninstalledAsync("tool", "exec", $"CrossRiver.Emulator.Tool@{tool.Version}", "--yes", "--", "--version"));
    }

    [Fact]
    public async Task An_emulator_is_run_waited_for_advanced_reset_and_told_of()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT.");
        await using var inbox = await WebhookInbox.StartAsync();
        await using var emulator = tool.Start("run", "--urls", "http://127.0.0.1:0", "--clock", "manual", "--webhooks-retry-waits", "1s");
        var address = await emulator.UrlAsync();
        string[] url = ["--url", address.GetLeftPart(UriPartial.Authority)];
        using var http = new HttpClient { BaseAddress = address };

        Assert.Equal((0, $"ready: {url[1]}"), await tool.RunAsync(["wait", "ready", .. url]));
        Assert.Equal((0, ""), await tool.RunAsync(["healthcheck", .. url]));
        Assert.Equal((0, "there is no world yet; new worlds begin 1h later"), await tool.RunAsync(["advance", "1h", .. url]));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusByNameAsync(http, "evil.example"));
        await using var tail = tool.Start(["tail", .. url]);
        await RegisterAsync(http, inbox.Url);
        var customer = await OnboardAsync(http);
        var (advanced, advance) = await tool.RunAsync(["advance", "48h", .. url]);
        var (triggered, trigger) = await tool.RunAsync(["trigger", "core.customer.ofac.changed", "--customer", customer, "--partner", PartnerId, .. url]);
        Assert.Equal((0, $"idle: {url[1]}"), await tool.RunAsync(["wait", "idle", "--partner", PartnerId, .. url]));
        var (reset, gone) = await tool.RunAsync(["reset", "--keep", "registrations", .. url]);

        Assert.Equal((0, 0, 0), (advanced, triggered, reset));
        Assert.Matches($"^{PartnerId}  .* → .*  steps 3, events 3, attempts 1 taken and 0 failed; nothing is due next$", advance);
        Assert.Matches($"^core.customer.ofac.changed [0-9a-f-]{{36}} of customer {customer}$", trigger);
        Assert.Equal($"{PartnerId}  epoch 2; gone: customers 1, registrations 0, entries 0, deliveries 0", gone);
        await TailEndsAsync(tail, customer);
    }

    [Fact]
    public async Task Files_are_checked_and_told_of_without_an_emulator()
    {
        var shipped = Path.Combine(RunningProgram.Repository, "scenarios/pep-hit.yaml");

        var (validated, verdict) = await tool.RunAsync("validate", shipped);
        var (listed, list) = await tool.RunAsync("scenarios", "list");
        var (printed, schema) = await tool.RunAsync("schema", "scenario");

        Assert.Equal((0, 0, 0), (validated, listed, printed));
        Assert.EndsWith("1 file, 0 errors, 0 warnings", verdict, StringComparison.Ordinal);
        Assert.Contains("\npep-hit ", list, StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(schema));
    }

    [Fact]
    public async Task Its_help_has_what_the_docstrings_of_the_settings_say()
    {
        var (exitCode, output) = await tool.RunAsync("run", "--help");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"  --webhooks-timeout SPAN +The time within which the partner must answer", output);
    }

    [Theory]
    [InlineData("trig", "trigger")]
    [InlineData("trigger Core.Customer.Of", "Core.Customer.Ofac.Changed")]
    [InlineData("run --pace F", "Faithful Fast")]
    [InlineData("run --webhooks-time", "--webhooks-timeout")]
    [InlineData("--webhooks-time", "--webhooks-timeout")]
    [InlineData("--strict --pace F", "Faithful Fast")]
    [InlineData("scenarios print pep-h", "pep-hit")]
    public async Task A_shell_completes_what_was_begun(string typed, string completed)
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("bash"), "There is no bash on this machine.");
        var script = $$"""
            PATH="{{Path.GetDirectoryName(tool.File)}}:$PATH"
            source <(crossriver-emulator completion bash)
            COMP_LINE='crossriver-emulator {{typed}}' COMP_POINT=${#COMP_LINE}
            COMP_WORDS=($COMP_LINE) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _crossriver_emulator
            echo "${COMPREPLY[*]}"
            """;

        await using var bash = RunningProgram.StartBash(script, RunningProgram.Repository);

        Assert.True(await bash.ExitAsync() == 0, bash.Output);
        Assert.Equal(completed, bash.Output);
    }

    [Theory]
    [InlineData("wait ready")]
    [InlineData("wait idle")]
    [InlineData("advance 1h")]
    [InlineData("tail --no-follow")]
    public async Task Ctrl_C_ends_a_command_that_waits_without_a_word(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT.");
        await using var silent = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await using var program = tool.Start([.. command.Split(' '), "--url", silent.Url.GetLeftPart(UriPartial.Authority)]);
        await silent.NextAsync();

        await program.InterruptAsync();

        Assert.Equal((ExitCode.Stopped, ""), (await program.ExitAsync(), program.Output));
    }

    [Fact]
    public async Task A_tail_that_nobody_reads_any_more_ends()
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("bash"), "There is no bash on this machine.");
        await using var emulator = new RunningEmulator();
        var partner = emulator.NewPartner();
        await using var bash = RunningProgram.StartBash($"'{tool.File}' tail --url {emulator.Url("http")} | head -1", RunningProgram.Repository);

        var end = bash.ExitAsync();
        while (!end.IsCompleted)
        {
            await partner.OnboardAsync();
        }

        Assert.True(await end == 0, bash.Output);
        Assert.Single(bash.Output.Split('\n'));
    }

    [Theory]
    [InlineData("trig", "trigger")]
    [InlineData("run --pace Fai", "Faithful")]
    [InlineData("validate LIC", "LICENSE")]
    public async Task A_fish_completes_what_was_begun(string typed, string completed)
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("fish"), "There is no fish on this machine.");
        var script = $"set PATH '{Path.GetDirectoryName(tool.File)}' $PATH; crossriver-emulator completion fish | source; complete -C'crossriver-emulator {typed}'";

        await using var fish = RunningProgram.StartFile("fish", RunningProgram.Repository, "--no-config", "-c", script);

        Assert.True(await fish.ExitAsync() == 0, fish.Output);
        Assert.Equal(completed, fish.Output);
    }

    [Theory]
    [InlineData("source <(crossriver-emulator completion zsh)", "trig", "trigger ")]
    [InlineData("crossriver-emulator completion zsh > _crossriver-emulator; fpath=($PWD $fpath); compinit -u -D", "trig", "trigger ")]
    [InlineData("source <(crossriver-emulator completion zsh)", "run --pace Fai", "run --pace Faithful ")]
    [InlineData("source <(crossriver-emulator completion zsh); touch LICENSE", "validate LIC", "validate LICENSE ")]
    public async Task A_zsh_completes_what_was_begun(string load, string typed, string completed)
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("zsh"), "There is no zsh on this machine.");
        var folder = Directory.CreateTempSubdirectory("crossriver-emulator-zsh-");

        // Before a terminal of its own Tab completes, and Ctrl+X shows what the line has become.
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "load"),
            $$"""
            PATH="{{Path.GetDirectoryName(tool.File)}}:$PATH"
            autoload -U compinit; compinit -u -D
            {{load}}
            show() { print -r -- "<$BUFFER>" }; zle -N show; bindkey '^X' show
            print read''y
            """,
            TestContext.Current.CancellationToken);
        var script = $$"""
            zmodload zsh/zpty
            zpty inner zsh -f -i
            zpty -w inner 'source ./load'
            zpty -r -m inner told '*ready*'
            zpty -w -n inner $'crossriver-emulator {{typed}}\t\x18'
            zpty -r -m inner told '*<crossriver-emulator *>*'
            print -r -- "<${${told##*<}%%>*}>"
            zpty -d inner
            """;
        await using var zsh = RunningProgram.StartFile("zsh", folder.FullName, "-f", "-c", script);

        Assert.True(await zsh.ExitAsync() == 0, zsh.Output);
        Assert.Equal($"<crossriver-emulator {completed}>", zsh.Output);
        folder.Delete(recursive: true);
    }

    // Ctrl+C is how one leaves it.
    private static async Task TailEndsAsync(RunningProgram tail, string customer)
    {
        await tail.InterruptAsync();
        Assert.True(await tail.ExitAsync() == 0, tail.Output);
        Assert.Contains($"  call          POST /core/v1/cm/customers → 200  Peter Griffin {customer}", tail.Output, StringComparison.Ordinal);
        Assert.Contains($"  change        ofac Pending → Clear  Peter Griffin {customer}", tail.Output, StringComparison.Ordinal);
        Assert.Matches("  attempt       Core.Customer.Ofac.Changed [0-9a-f-]{36} #1 → 200  Peter", tail.Output);
        Assert.DoesNotContain('\e', tail.Output);
    }

    private static async Task<HttpStatusCode> StatusByNameAsync(HttpClient http, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_emulator/version");
        request.Headers.Host = host;
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task RegisterAsync(HttpClient http, Uri callback)
    {
        var registration = Example.Read("registration.request.json");
        registration["callbackUrl"] = callback.OriginalString;
        registration["eventName"] = "Core.Customer.Ofac.Changed";
        using var response = await http.PostAsJsonAsync("/webhooks/v1/registrations", registration, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static IEnumerable<string> RuntimeSettingsOf(string json) => JsonNode.Parse(json)!["runtimeOptions"]!["configProperties"]!.AsObject()
        .Where(setting => setting.Key.StartsWith("System.GC.", StringComparison.Ordinal) || setting.Key.StartsWith("System.Runtime.Tiered", StringComparison.Ordinal))
        .Select(setting => $"{setting.Key}: {setting.Value!.ToJsonString()}")
        .Order(StringComparer.Ordinal);

    private static async Task<string> OnboardAsync(HttpClient http)
    {
        using var response = await http.PostAsJsonAsync("/core/v1/cm/customers", Example.Read("create-personal.request.json"), TestContext.Current.CancellationToken);
        return (string)(await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["id"]!;
    }
}
