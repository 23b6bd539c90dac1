using System.Runtime.InteropServices;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing.Saving;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>What has become of the steps of one customer's story; the oldest make room.</summary>
/// <param name="scenario">The scenario that was played.</param>
internal sealed class StoryPast(Scenario scenario)
{
    /// <summary>How many steps are kept.</summary>
    public const int Most = 200;

    private static readonly Dictionary<string, int> NoEvents = [];

    private readonly Queue<PastStep> _steps = new();
    private Dictionary<string, int>? _events;

    public Scenario Scenario { get; } = scenario;

    /// <summary>The newest steps, the oldest of them first.</summary>
    public IReadOnlyCollection<PastStep> Steps => _steps;

    /// <summary>How many events of each name the customer has had, where its scenario asks for them.</summary>
    public IReadOnlyDictionary<string, int> Events => _events ?? NoEvents;

    /// <summary>How many older ones are not kept any more.</summary>
    public int Lost { get; private set; }

    /// <summary>What a snapshot keeps.</summary>
    /// <param name="customerId">Whose past it is.</param>
    /// <param name="number">The number of the scenario.</param>
    public SavedPast Save(Guid customerId, int number) =>
        new(customerId, number, Lost, [.. _steps.Select(step => new SavedPastStep(step.Step.Id, step.Occurrence, step.At, step.IsSkipped))], _events?.ToDictionary(StringComparer.Ordinal));

    /// <summary>Has the steps that were saved; one that its scenario does not have is left out.</summary>
    public void Load(SavedPast saved)
    {
        var byId = Scenario.Plot.AllSteps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        foreach (var step in saved.Steps.Where(step => byId.ContainsKey(step.Step)))
        {
            Add(new PastStep(byId[step.Step], step.Occurrence, step.At, step.IsSkipped));
        }

        Lost = saved.Lost;
        _events = saved.Events?.ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The customer has an event.</summary>
    public void Count(string eventName)
    {
        _events ??= new Dictionary<string, int>(StringComparer.Ordinal);
        _events[eventName] = _events.GetValueOrDefault(eventName) + 1;
    }

    public void Add(PastStep step)
    {
        _steps.Enqueue(step);
        if (_steps.Count > Most)
        {
            _steps.Dequeue();
            Lost++;
        }
    }
}

/// <summary>A step whose turn is over.</summary>
/// <param name="Step">The step.</param>
/// <param name="Occurrence">Which time it was, as its repetitions have it.</param>
/// <param name="At">When it ran or was skipped.</param>
/// <param name="IsSkipped">Whether somebody had ordered it to be skipped.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PastStep(Step Step, string Occurrence, DateTimeOffset At, bool IsSkipped)
{
    /// <summary>Its name among the steps of its customer.</summary>
    public string Key => StepKey.Of(Step, Occurrence);
}
