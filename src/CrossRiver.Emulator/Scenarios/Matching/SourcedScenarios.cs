using System.Collections.Concurrent;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>The scenarios that modules write for magic values. Each is read when it is first asked for. Thread-safe.</summary>
/// <param name="sources">The modules' sources.</param>
/// <param name="parser">Reads them.</param>
internal sealed class SourcedScenarios(IEnumerable<IScenarioSource> sources, ScenarioFormat parser)
{
    private readonly IReadOnlyList<IScenarioSource> _sources = [.. sources];
    private readonly ConcurrentDictionary<string, Scenario> _read = new(StringComparer.Ordinal);

    /// <summary>Returns the name of the scenario that a create asks for, or <see langword="null"/>; see <see cref="FindFault"/>.</summary>
    /// <param name="create">The body of the create.</param>
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

    /// <summary>Returns why a name that looks like a scenario's is none, or <see langword="null"/>.</summary>
    public string? FindFault(string name) => _sources.Select(source => source.FindFault(name)).FirstOrDefault(fault => fault is not null);

    /// <summary>Returns a scenario, or <see langword="null"/> if there is none of this name.</summary>
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
