using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>Represents the console's line of a log entry: as .NET writes it, and without what a terminal would act on.</summary>
/// <param name="simple">Writes the line.</param>
internal sealed class LineFormatter(ConsoleFormatter simple) : ConsoleFormatter(OwnName), IDisposable
{
    /// <summary>What it is called in <c>Logging:Console:FormatterName</c>.</summary>
    public const string OwnName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = $"{logEntry.Formatter(logEntry.State, logEntry.Exception)}{(logEntry.Exception is { } exception ? $" {exception}" : "")}";
        var line = TerminalText.Show(text.ReplaceLineEndings(" "));

        simple.Write(
            new LogEntry<string>(logEntry.LogLevel, logEntry.Category, logEntry.EventId, line, exception: null, (state, _) => state),
            scopeProvider,
            textWriter);
    }

    public void Dispose() => (simple as IDisposable)?.Dispose();
}

/// <summary>Registers the formatter of the console's lines.</summary>
internal static class LineFormatterServices
{
    // The type of .NET's formatter is internal. Its instances come with the others, and asking for all of them in a constructor would be a circle.
    private const string SimpleFormatter = "SimpleConsoleFormatter";

    public static void AddLineConsole(this ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => console.SingleLine = true).AddConsole(console => console.FormatterName = LineFormatter.OwnName);

        var simple = logging.Services.Select(service => service.ImplementationType).First(type => type is { Name: SimpleFormatter })!;
        logging.Services.AddSingleton<ConsoleFormatter>(services => new LineFormatter((ConsoleFormatter)ActivatorUtilities.CreateInstance(services, simple)));
    }
}
