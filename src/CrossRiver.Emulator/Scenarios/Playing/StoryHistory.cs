using System.Runtime.InteropServices;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing.Saving;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Contains the finished steps of one customer's story. The oldest are removed first.</summary>
internal sealed class StoryHistory(Scenario scenario)
{
    public const int Most = 200;

    private const int ShortStory = 8;

    private static readonly Dictionary<string, int> NoEvents = [];

    // A short story has room for each step from the start: at a collection, .NET searches for every old list that has grown.
    private readonly List<CompletedStep> _steps = new(Math.Min(scenario.Analysis.AllSteps.Count, ShortStory));
    private Dictionary<string, int>? _events;

    public Scenario Scenario { get; } = scenario;

    /// <summary>Gets the newest steps, the oldest first.</summary>
    public IReadOnlyCollection<CompletedStep> Steps => _steps;

    /// <summary>Gets the number of events of each name, if the scenario counts them.</summary>
    public IReadOnlyDictionary<string, int> Events => _events ?? NoEvents;

    /// <summary>Gets the number of older steps that were removed.</summary>
    public int Lost { get; private set; }

    public SavedPast Save(Guid customerId, int number) =>
        new(customerId, number, Lost, [.. _steps.Select(step => new SavedPastStep(step.Step.Id, step.Occurrence, step.At, step.IsSkipped))], _events?.ToDictionary(StringComparer.Ordinal));

    /// <summary>Restores saved steps, except steps that the scenario does not have.</summary>
    public void Load(SavedPast saved)
    {
        var byId = Scenario.Analysis.AllSteps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        foreach (var step in saved.Steps.Where(step => byId.ContainsKey(step.Step)))
        {
            Add(new CompletedStep(byId[step.Step], step.Occurrence, step.At, step.IsSkipped));
        }

        Lost = saved.Lost;
        _events = saved.Events?.ToDictionary(StringComparer.Ordinal);
    }

    public void Count(string eventName)
    {
        _events ??= new Dictionary<string, int>(StringComparer.Ordinal);
        _events[eventName] = _events.GetValueOrDefault(eventName) + 1;
    }

    public void Add(CompletedStep step)
    {
        if (_steps.Count == Most)
        {
            _steps.RemoveAt(0);
            Lost++;
        }

        _steps.Add(step);
    }
}

/// <summary>Represents a finished step.</summary>
/// <param name="At">The time at which the step ran or was skipped.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CompletedStep(Step Step, string Occurrence, DateTimeOffset At, bool IsSkipped)
{
    public string Key => Step.KeyOf(Occurrence);
}
