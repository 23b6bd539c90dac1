using System.Collections.Concurrent;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Provides the scenarios that modules write for magic values. Each is read on first use. Thread-safe.</summary>
internal sealed class SourcedScenarios(IEnumerable<IScenarioSource> sources, ScenarioFormat parser)
{
    private readonly IReadOnlyList<IScenarioSource> _sources = [.. sources];
    private readonly ConcurrentDictionary<string, Scenario> _read = new(StringComparer.Ordinal);

    /// <summary>Returns the name that the body of a create asks for, or null. The name may have a fault: see <see cref="FindFault"/>.</summary>
    public string? FindName(JsonElement create)
    {
        foreach (var source in _sources)
        {
            if (source.FindName(create) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Returns the fault of a name that resembles a magic value, or null if there is none.</summary>
    public string? FindFault(string name) => _sources.Select(source => source.FindFault(name)).FirstOrDefault(fault => fault is not null);

    /// <summary>Returns the scenario of a name, or null if there is none.</summary>
    public Scenario? Find(string name)
    {
        if (_read.TryGetValue(name, out var read))
        {
            return read;
        }

        foreach (var source in _sources)
        {
            if (source.Find(name) is { } yaml)
            {
                return _read.GetOrAdd(name, Read(yaml, source.Origin));
            }
        }

        return null;
    }

    private Scenario Read(string yaml, string origin)
    {
        var file = parser.Parse(yaml, origin);
        return file.Scenarios is [var scenario]
            ? scenario with { Source = origin }
            : throw new ScenarioException([.. file.Messages.Select(message => message.ToString())]);
    }
}
