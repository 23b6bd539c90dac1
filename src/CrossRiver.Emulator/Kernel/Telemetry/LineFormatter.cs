using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>Formats a log entry as one console line in .NET's form, without characters that a terminal would act on.</summary>
internal sealed class LineFormatter(ConsoleFormatter simple) : ConsoleFormatter(OwnName), IDisposable
{
    /// <summary>The name in <c>Logging:Console:FormatterName</c>.</summary>
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

internal static class LineFormatterServices
{
    // The type of .NET's formatter is internal, and a constructor that requests all formatters would depend on itself.
    private const string SimpleFormatter = "SimpleConsoleFormatter";

    public static void AddLineConsole(this ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => console.SingleLine = true).AddConsole(console => console.FormatterName = LineFormatter.OwnName);

        var simple = logging.Services.Select(service => service.ImplementationType).First(type => type is { Name: SimpleFormatter })!;
        logging.Services.AddSingleton<ConsoleFormatter>(services => new LineFormatter((ConsoleFormatter)ActivatorUtilities.CreateInstance(services, simple)));
    }
}
