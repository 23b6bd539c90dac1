using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Cli;

/// <summary>Colours and progress are for terminals, and for those who want them.</summary>
[Trait("lane", "slow")]
public sealed partial class TerminalTests : IAsyncDisposable
{
    private static readonly string Program = $"dotnet {RunningProgram.PathOf("CrossRiver.Emulator")}";

    private readonly RunningEmulator _emulator = new();

    [Theory]
    [InlineData("", true)]
    [InlineData("NO_COLOR=1", false)]
    [InlineData("TERM=dumb", false)]
    public async Task On_a_terminal_a_tail_has_colours_unless_somebody_wants_none(string environment, bool hasColours)
    {
        await _emulator.NewPartner().OnboardAsync();

        await using var terminal = StartOnTerminal($"{environment} {Program} tail --no-follow --url {_emulator.Url("http")}");

        Assert.True(await terminal.ExitAsync() == 0, terminal.Output);
        Assert.Contains("POST /core/v1/cm/customers → 200", terminal.Output, StringComparison.Ordinal);
        Assert.Equal(hasColours, Colour().IsMatch(terminal.Output));
    }

    [Fact]
    public async Task Not_on_a_terminal_a_tail_is_a_plain_line_an_entry_or_JSON()
    {
        await _emulator.NewPartner().OnboardAsync();
        string[] tail = ["tail", "--no-follow", "--kind", "call,choice", "--url", _emulator.Url("http").OriginalString];

        await using var plain = RunningProgram.Start("CrossRiver.Emulator", RunningProgram.Repository, tail);
        await using var json = RunningProgram.Start("CrossRiver.Emulator", RunningProgram.Repository, [.. tail, "--json"]);

        Assert.Equal((0, 0), (await plain.ExitAsync(), await json.ExitAsync()));
        Assert.Equal(2, plain.Output.Split('\n').Length);
        Assert.DoesNotContain('\e', plain.Output);
        Assert.Equal(["call", "choice"], json.Output.Split('\n').Select(line => (string)JsonNode.Parse(line)!["kind"]!));
    }

    [Fact]
    public async Task On_a_terminal_an_advance_shows_how_far_it_is_beside_what_it_prints()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, "Core.Customer.Onboarded");
        await partner.OnboardAsync();
        var printed = Path.GetTempFileName();

        await using var terminal = StartOnTerminal($"{Program} advance 1h --timeout 3s --url {_emulator.Url("http")} > {printed}");

        Assert.Equal(ExitCode.TimeIsUp, await terminal.ExitAsync());
        Assert.Contains("advancing by 1h", terminal.Output, StringComparison.Ordinal);
        Assert.Equal("", await File.ReadAllTextAsync(printed, TestContext.Current.CancellationToken));
        File.Delete(printed);
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    private static RunningProgram StartOnTerminal(string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RunningProgram.IsInstalled("script"), "There is no script on this machine, as Linux has it, which makes a terminal.");
        return RunningProgram.StartBash($"unset NO_COLOR; TERM=xterm script -qec '{command}' /dev/null < /dev/null", RunningProgram.Repository);
    }

    [GeneratedRegex(@"\e\[[0-9;]*m", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();
}
