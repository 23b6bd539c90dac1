using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Counts the stories of all worlds together: which scenarios customers got, the alternatives that were chosen, and the actions of people.</summary>
/// <remarks>Thread-safe. Counting a part again takes no lock and allocates nothing. The counts outlive their worlds, and end with the process.</remarks>
internal sealed class StoryCounts
{
    /// <summary>The most parts of stories that are counted. More are left out, so that names that tests make up do not fill the memory.</summary>
    public const int Most = 5_000;

    private readonly ConcurrentDictionary<StoryPart, StrongBox<long>> _counts = new();
    private readonly ConcurrentDictionary<string, Scenario> _played = new(StringComparer.Ordinal);

    /// <summary>Gets the scenarios that customers got, each in the version that started last.</summary>
    public IEnumerable<Scenario> Played => _played.Values;

    public void Started(Scenario scenario)
    {
        if (Count(new StoryPart(scenario.Name)) && !ReferenceEquals(_played.GetValueOrDefault(scenario.Name), scenario))
        {
            _played[scenario.Name] = scenario;
        }
    }

    /// <summary>Counts that an alternative of a step was chosen.</summary>
    public void Chosen(Scenario scenario, Step step, int way) => Count(StoryPart.Of(scenario, step, way));

    /// <summary>Counts that an action of a hold was done.</summary>
    public void Done(Scenario scenario, Step step, HoldAction action) => Count(StoryPart.Of(scenario, step, action));

    public long CountOf(StoryPart part) => _counts.GetValueOrDefault(part) is { } count ? Volatile.Read(ref count.Value) : 0;

    public void Clear()
    {
        _played.Clear();
        _counts.Clear();
    }

    // Returns whether the part is counted.
    private bool Count(StoryPart part)
    {
        if (!_counts.TryGetValue(part, out var count))
        {
            if (_counts.Count >= Most)
            {
                return false;
            }

            count = _counts.GetOrAdd(part, static _ => new StrongBox<long>());
        }

        Interlocked.Increment(ref count.Value);
        return true;
    }
}

/// <summary>Represents a scenario, an alternative in it, or an action in it.</summary>
/// <param name="Step">The identifier of the step, or null for the scenario itself.</param>
/// <param name="Way">The number of the alternative, from 1, or 0 for no alternative.</param>
/// <param name="Action">The name of the action, or null for no action.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoryPart(string Scenario, string? Step = null, int Way = 0, string? Action = null)
{
    public static StoryPart Of(Scenario scenario, Step step, int way) => new(scenario.Name, step.Id, way + 1);

    public static StoryPart Of(Scenario scenario, Step step, HoldAction action) => new(scenario.Name, step.Id, Action: action.Name);
}
