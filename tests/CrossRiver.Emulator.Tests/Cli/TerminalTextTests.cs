using System.Text.Json.Nodes;
using CrossRiver.Emulator.Cli.Calling.Entries;
using CrossRiver.Emulator.Kernel.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CrossRiver.Emulator.Cli;

/// <summary>What others have written reaches a terminal and a log without what a terminal would act on.</summary>
public sealed class TerminalTextTests
{
    private const string Clear = "\u001b[2J";
    private const string Shown = "\\u001b[2J";

    [Theory]
    [InlineData("Peter Griffin · Zoë → 山田", "Peter Griffin · Zoë → 山田")]
    [InlineData("a\u001b[31mred\u001b]0;title\u0007b", "a\\u001b[31mred\\u001b]0;title\\u0007b")]
    [InlineData("one\r\ntwo\b\u007f", "one\\u000d\\u000atwo\\u0008\\u007f")]
    [InlineData("\u009b31m and \u0085", "\\u009b31m and \\u0085")]
    [InlineData("abc\u202edcba\u2066\u2028", "abc\\u202edcba\\u2066\\u2028")]
    public void What_a_terminal_would_act_on_is_shown_and_the_rest_stays(string text, string shown) => Assert.Equal(shown, TerminalText.Show(text));

    [Theory]
    [InlineData(0x1f, 0x20)]
    [InlineData(0x7f, 0x7e)]
    [InlineData(0x9f, 0xa0)]
    [InlineData(0x61c, 0x61b)]
    [InlineData(0x61c, 0x61d)]
    [InlineData(0x200e, 0x200d)]
    [InlineData(0x200f, 0x2010)]
    [InlineData(0x2028, 0x2027)]
    [InlineData(0x202e, 0x202f)]
    [InlineData(0x2066, 0x2065)]
    [InlineData(0x2069, 0x206a)]
    public void A_character_that_moves_text_is_shown_by_its_number_and_its_neighbour_stays(int hidden, int stays) =>
        Assert.Equal($"\\u{hidden:x4}{(char)stays}", TerminalText.Show($"{(char)hidden}{(char)stays}"));

    [Fact]
    public void A_carriage_return_at_the_end_is_no_line() => Assert.Equal("a\\u000d", TerminalText.ShowLines("a\r"));

    [Fact]
    public void Lines_stay_where_a_text_has_some() => Assert.Equal("one\n\ttwo\r\n\\u000dthree\\u001b[2J\n", TerminalText.ShowLines($"one\n\ttwo\r\n\rthree{Clear}\n"));

    [Theory]
    [InlineData("""{"kind":"call","method":"GET","path":"/core/#","query":"#","statusCode":400,"errors":["There is no #"]}""")]
    [InlineData("""{"kind":"choice","scenario":"clear","reason":"ordered for #"}""")]
    [InlineData("""{"kind":"attempt","eventName":"E","callbackUrl":"http://a.test/#","attempt":1,"outcome":"failed","failure":"#"}""")]
    [InlineData("""{"kind":"fault","fault":"#","rule":"#"}""")]
    [InlineData("""{"kind":"#","what":"#"}""")]
    public void A_line_of_tail_has_no_escape_of_anything_that_happened(string entry)
    {
        var json = JsonNode.Parse(entry.Replace("#", "\\u001b[2J\\u202e", StringComparison.Ordinal))!.AsObject();
        json["at"] = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        var line = EntryLine.Of(json, new EntryPeople()).ToString();

        Assert.DoesNotContain('\u001b', line);
        Assert.DoesNotContain('\u202e', line);
        Assert.Contains("\\u001b[2J\\u202e", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_the_log_has_none_of_a_message_or_of_an_exception()
    {
        await using var app = EmulatorApplication.Create(["--urls", "http://127.0.0.1:0"]);
        await using var console = new StringWriter();
        var formatter = app.Services.GetServices<ConsoleFormatter>().Single(known => known.Name == "line");

        formatter.Write(
            new LogEntry<string>(LogLevel.Error, "Tests", new EventId(7), $"Story {Clear}", new InvalidOperationException($"of {Clear}"), (state, _) => state),
            scopeProvider: null,
            console);

        Assert.EndsWith($"Tests[7] Story {Shown} System.InvalidOperationException: of {Shown}{Environment.NewLine}", console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_the_program_has_none_of_what_was_written()
    {
        await using var program = RunningProgram.Start("CrossRiver.Emulator", Path.GetTempPath(), $"--Emulator:{Clear}=1", "--urls", "http://127.0.0.1:0");

        Assert.NotEqual(0, await program.ExitAsync());
        Assert.StartsWith($"Emulator:{Shown}: there is no such ", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', program.Output);
    }
}
