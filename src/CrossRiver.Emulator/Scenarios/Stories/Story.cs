using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Scenarios.Stories;

/// <summary>One customer's story, as far as it has come. It keeps the version of the scenario that it began with.</summary>
internal sealed class Story
{
    private readonly HashSet<string> _acked = new(StringComparer.Ordinal);

    /// <param name="customer">The customer, as it was created.</param>
    /// <param name="scenario">What is told.</param>
    /// <param name="chance">The chance of the customer's world.</param>
    /// <param name="origin">Where in a trace the story begins.</param>
    public Story(Customer customer, Scenario scenario, Chance chance, TraceOrigin? origin)
    {
        Chance = chance.From(scenario.Seed);
        Origin = origin;
        CustomerId = customer.Id;
        Key = customer.Key;
        BeganAt = customer.CreatedAt;
        Scenario = scenario;
        var own = scenario.Timeline.Where(step => step.At is not null).ToList();
        var row = own is [] ? scenario.Timeline : [.. scenario.Timeline.Where(step => step.At is null)];
        Lanes = [new Lane(0, row, BeganAt), .. own.Select((step, index) => new Lane(index + 1, [step], BeganAt))];
    }

    public Guid CustomerId { get; }

    /// <summary>Where in a trace the story began, or <see langword="null"/>.</summary>
    public TraceOrigin? Origin { get; }

    /// <summary>What chooses the story's delays and ways.</summary>
    public Chance Chance { get; }

    /// <summary>What the customer's random choices are keyed by.</summary>
    public string Key { get; }

    public DateTimeOffset BeganAt { get; }

    public Scenario Scenario { get; }

    /// <summary>The timeline's lane, and one of each step with <c>at</c>.</summary>
    public IReadOnlyList<Lane> Lanes { get; }

    public bool HasEnded => Lanes.All(lane => lane.State is LaneState.Ended);

    /// <summary>Whether a step waits for the event of another to be taken.</summary>
    public bool Awaits(string stepId) => StepsOf(Scenario.Timeline).Any(step => step.Upon?.Acked == stepId);

    /// <summary>Whether the event of a step was taken by the partner.</summary>
    public bool IsAcked(string stepId) => _acked.Contains(stepId);

    /// <summary>The event of a step was taken by the partner.</summary>
    public void Ack(string stepId) => _acked.Add(stepId);

    /// <summary>Names a random choice about a step: the same for the same customer, scenario, step and occurrence.</summary>
    public string ChoiceOf(Lane lane, string rule) => ChoiceOf(Key, Scenario, lane.Current!, lane.Occurrence, rule);

    /// <summary>Names a random choice about a step.</summary>
    public static string ChoiceOf(string key, Scenario scenario, Step step, string occurrence, string rule) => $"{key}/{scenario.Name}/{step.Id}{occurrence}/{rule}";

    private static IEnumerable<Step> StepsOf(IEnumerable<Step> steps) => steps.SelectMany(step => StepsOf(
        [.. step.Choose.SelectMany(choice => choice.Steps), .. step.Repeat?.Steps ?? [], .. step.Hold?.Actions.SelectMany(action => action.Steps) ?? []]).Prepend(step));
}
