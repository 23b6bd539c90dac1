using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace CrossRiver.Emulator.Benchmarks.Starts;

/// <summary>Notes in an emulator's process when its start passes what .NET tells of anyway; the emulator knows nothing of it.</summary>
/// <remarks>The stamps are the machine's, so that they can be compared with one that was taken before the process was.</remarks>
internal sealed class StartMarks : EventListener, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>The environment variable that names the file to write.</summary>
    public const string FileVariable = "BENCH_START_MARKS";

    public const string Main = "Main";
    public const string HostBuilding = "HostBuilding";
    public const string HostBuilt = "HostBuilt";
    public const string HostStart = "HostStart";
    public const string ServerReady = "ServerReady";
    public const string CallStart = "RequestStart";
    public const string RouteFound = "Microsoft.AspNetCore.Routing.EndpointMatched";
    public const string CallStop = "RequestStop";

    private const string HostingEvents = "Microsoft.AspNetCore.Hosting";

    private static readonly string[] Sources = ["Microsoft.Extensions.Hosting", "Microsoft.AspNetCore"];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _marks = new(StringComparer.Ordinal);
    private readonly string _file;

    private StartMarks(string file)
    {
        _file = file;
        Mark(Main);
    }

    /// <summary>Begins; the file is there when the first call has been answered.</summary>
    public static void Keep(string file) => DiagnosticListener.AllListeners.Subscribe(new StartMarks(file));

    /// <summary>Reads such a file.</summary>
    /// <returns>When what was passed, by its name.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(file, cancellationToken);
        return lines.Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (Sources.Contains(value.Name, StringComparer.Ordinal))
        {
            value.Subscribe(this, name => name is HostBuilding or HostBuilt or RouteFound);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value) => Mark(value.Key);

    public void OnCompleted()
    {
        // Nobody waits for the end.
    }

    public void OnError(Exception error)
    {
        // The listeners report none.
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == HostingEvents)
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name == HostingEvents && eventData.EventName is { } name)
        {
            Mark(name);
        }
    }

    private void Mark(string name)
    {
        lock (_lock)
        {
            // Of several calls the first is the one that counts.
            if (_marks.TryAdd(name, TimeProvider.System.GetTimestamp()) && name == CallStop)
            {
                WriteMarks();
            }
        }
    }

    // Whoever waits for the file must not find half of it.
    private void WriteMarks()
    {
        var half = $"{_file}.half";
        File.WriteAllLines(half, _marks.Select(mark => string.Create(CultureInfo.InvariantCulture, $"{mark.Key} {mark.Value}")));
        File.Move(half, _file);
    }
}
