using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CrossRiver.Emulator.Kernel.Telemetry;

public sealed class LineFormatterTests
{
    [Fact]
    public void An_entry_is_one_line_with_its_exception_and_without_what_a_terminal_would_act_on()
    {
        Assert.Equal("Warning a b\\u001b", Line("a\r\nb\u001b", exception: null));
        Assert.Equal("Warning a System.InvalidOperationException: It fails. Twice.", Line("a", new InvalidOperationException("It fails.\nTwice.")));
    }

    private static string Line(string text, Exception? exception)
    {
        using var formatter = new LineFormatter(new Simple());
        using var line = new StringWriter();
        formatter.Write(new LogEntry<string>(LogLevel.Warning, "any", default, text, exception, (state, _) => state), scopeProvider: null, line);
        return line.ToString();
    }

    private sealed class Simple() : ConsoleFormatter("simple")
    {
        public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter) =>
            textWriter.Write($"{logEntry.LogLevel} {logEntry.Formatter(logEntry.State, logEntry.Exception)}");
    }
}
