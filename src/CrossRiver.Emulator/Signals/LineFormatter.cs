using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CrossRiver.Emulator.Signals;

/// <summary>Represents the console's line of a log entry: as .NET writes it, and without what a terminal would act on.</summary>
/// <param name="services">Contains the formatter of .NET, which would be asked for in a circle by the constructor.</param>
internal sealed class LineFormatter(IServiceProvider services) : ConsoleFormatter(OwnName)
{
    /// <summary>What it is called in <c>Logging:Console:FormatterName</c>.</summary>
    public const string OwnName = "line";

    private readonly Lazy<ConsoleFormatter> _simple = new(() => services.GetServices<ConsoleFormatter>().First(formatter => formatter.Name == ConsoleFormatterNames.Simple));

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = $"{logEntry.Formatter(logEntry.State, logEntry.Exception)}{(logEntry.Exception is { } exception ? $" {exception}" : "")}";
        var line = TerminalText.Show(text.ReplaceLineEndings(" "));

        _simple.Value.Write(
            new LogEntry<string>(logEntry.LogLevel, logEntry.Category, logEntry.EventId, line, exception: null, (state, _) => state),
            scopeProvider,
            textWriter);
    }
}
