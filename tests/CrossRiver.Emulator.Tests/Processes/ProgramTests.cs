using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace CrossRiver.Emulator.Processes;

/// <summary>The program as a process: its first line, its exit codes, its end.</summary>
[Trait("lane", "slow")]
public sealed class ProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");

    [Fact]
    public async Task Its_first_line_says_where_it_listens_what_is_loaded_and_where_the_page_is()
    {
        Write("mine.yaml", "{version: 1, scenario: mine, timeline: []}");
        await using var program = Start();

        var url = (await program.UrlAsync()).GetLeftPart(UriPartial.Authority);

        Assert.Equal(
            $"CrossRiver.Emulator listens on {url} · 19 scenarios · page: {url}/_emulator/ui",
            program.Output);
    }

    [Fact]
    public async Task Its_first_line_says_where_https_is_spoken_too()
    {
        await using var program = Start("--https", "--Emulator:Https:Port=0");

        var url = (await program.UrlAsync()).GetLeftPart(UriPartial.Authority);

        Assert.Matches($"^CrossRiver.Emulator listens on {url}, https://127.0.0.1:[0-9]+ · .* · page: {url}/_emulator/ui$", program.Output);
    }

    [Fact]
    public async Task Every_mistake_in_the_scenario_files_is_told_in_one_line_each_and_ends_the_program_with_2()
    {
        Write("a.yaml", "version: 1\nscenario: a\ntimeline:\n  - after: soon\n  - afer: 1s");
        Write("sub/b.yaml", "scenario: [");
        await using var program = Start();

        Assert.Equal(2, await program.ExitAsync());
        Assert.Equal(3, program.Output.Split('\n').Length);
        Assert.StartsWith("scenarios/a.yaml(4,12): 'soon' is no duration;", program.Output, StringComparison.Ordinal);
        Assert.Contains("\nscenarios/a.yaml(5,5): unknown key 'afer'; did you mean 'after'?\n", program.Output, StringComparison.Ordinal);
        Assert.Contains("\nscenarios/sub/b.yaml(", program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Emulator:Webhooks:AttemptsUnderWay", "0", "Emulator:Webhooks: The field AttemptsUnderWay must be between 1 and 1000.")]
    [InlineData("urls", "foo", "Invalid url: 'foo'; write --urls http://localhost:5080")]
    [InlineData("urls", "http://localhost:99999", "'port'); check --urls")]
    [InlineData("Logging:LogLevel:Default", "Loud", "'Loud' is not supported; check Logging in the settings")]
    [InlineData("nonsense", "x", "'--nonsense' is no option; write --clock, --https, --pace, --quiet, --scenarios, --state, --strict, --urls, --Emulator:Section:Setting or what --help has")]
    [InlineData("Emulator:Scenarios:Default", "cleer", "there is no scenario 'cleer'; write one of account-frozen, answer-lost, both-hit, business-hit, clear, faithful, faithful-day, flaky-api, late-hit, ofac-hit, ofac-review, ofac-review-cleared, opens-account, pep-hit, pep-review, stuck-pending, waits-for-address, webhook-storm")]
    [InlineData("Emulator:Scenarios:Folder", "nowhere", "Emulator:Scenarios:Folder: there is no folder")]
    public async Task A_wrong_setting_is_told_in_one_line_and_ends_the_program_with_2(string key, string value, string told)
    {
        await using var program = Start($"--{key}", value);

        Assert.Equal(2, await program.ExitAsync());
        Assert.Contains(told, Assert.Single(program.Output.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls http://127.0.0.1:{port}", "choose other URLs with --urls")]
    [InlineData("--https --Emulator:Https:Port={port}", "choose another port with --Emulator:Https:Port, or other URLs with --urls")]
    public async Task A_port_in_use_is_told_in_one_line_and_ends_the_program_with_1(string arguments, string advice)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var program = Start(arguments.Replace("{port}", $"{((IPEndPoint)taken.LocalEndpoint).Port}", StringComparison.Ordinal).Split(' '));

        Assert.Equal(1, await program.ExitAsync());
        Assert.EndsWith($"address already in use; {advice}", Assert.Single(program.Output.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--strickt", "'--strickt' is no option; did you mean '--strict'?")]
    [InlineData("strict", "'strict' is no option; did you mean '--strict'?")]
    [InlineData("--pace", "'--pace' needs a value; write --pace=…")]
    [InlineData("--webhooks-timout", "'--webhooks-timout' is no option; did you mean '--webhooks-timeout'?")]
    [InlineData("--webhooks-timeout", "'--webhooks-timeout' needs a value; write --webhooks-timeout=…")]
    public async Task An_argument_that_would_be_ignored_is_told_and_ends_the_program_with_2(string argument, string told)
    {
        await using var program = Start(argument);

        Assert.Equal(2, await program.ExitAsync());
        Assert.Equal(told, program.Output);
    }

    [Fact]
    public async Task A_broken_settings_file_is_told_with_its_line()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "appsettings.json"), "{\n  \"Emulator\": {,\n}", TestContext.Current.CancellationToken);
        await using var program = Start();

        Assert.Equal(2, await program.ExitAsync());
        Assert.StartsWith($"{_folder.FullName}/appsettings.json(2,16): this is not valid JSON: ", Assert.Single(program.Output.Split('\n')).Replace('\\', '/'), StringComparison.Ordinal);
    }

    // A machine with other work is slower than the second or two that a stop takes. A stop that waited for the webhook or the request would take 30 s.
    private static readonly TimeSpan BeforeAnyTimeout = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Interrupted_it_ends_before_any_timeout_and_tells_what_is_unsent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT.");
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await using var program = Start();
        using var http = new HttpClient { BaseAddress = await program.UrlAsync() };
        var registration = Example.Read("registration.request.json");
        registration["callbackUrl"] = inbox.Url.OriginalString;
        await http.PostAsJsonAsync("/webhooks/v1/registrations", registration, TestContext.Current.CancellationToken);
        await http.PostAsJsonAsync("/core/v1/cm/customers", Example.Read("create-personal.request.json"), TestContext.Current.CancellationToken);
        var webhook = await inbox.NextAsync();

        var interrupted = Stopwatch.GetTimestamp();
        await program.InterruptAsync();
        var exitCode = await program.ExitAsync();

        Assert.Equal(0, exitCode);
        Assert.True(Stopwatch.GetElapsedTime(interrupted) < BeforeAnyTimeout, $"It took {Stopwatch.GetElapsedTime(interrupted)}.");
        Assert.Contains("Stopped with 1 deliveries unfinished", program.Output, StringComparison.Ordinal);
        Assert.Contains($"Core.Customer.Onboarded {webhook.Json["id"]} of customer {webhook.CustomerId} is unsent after 0 attempts", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_while_a_request_is_still_being_sent_it_ends_before_any_timeout()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT.");
        await using var program = Start();
        var url = await program.UrlAsync();
        using var slow = new TcpClient();
        await slow.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
        await slow.GetStream().WriteAsync(
            "POST /core/v1/cm/customers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(),
            TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = url };
        await http.GetAsync(new Uri("/_emulator/health", UriKind.Relative), TestContext.Current.CancellationToken);

        var interrupted = Stopwatch.GetTimestamp();
        await program.InterruptAsync();

        Assert.Equal(0, await program.ExitAsync());
        Assert.True(Stopwatch.GetElapsedTime(interrupted) < BeforeAnyTimeout, $"It took {Stopwatch.GetElapsedTime(interrupted)}.");
    }

    [Fact]
    public async Task Interrupted_while_idle_it_ends_without_a_word()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT.");
        await using var program = Start();
        await program.UrlAsync();

        await program.InterruptAsync();

        Assert.Equal(0, await program.ExitAsync());
        Assert.Single(program.Output.Split('\n'));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private RunningProgram Start(params IReadOnlyList<string> arguments) =>
        RunningProgram.Start("CrossRiver.Emulator", _folder.FullName, ["--urls", "http://127.0.0.1:0", .. arguments]);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, "scenarios", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
