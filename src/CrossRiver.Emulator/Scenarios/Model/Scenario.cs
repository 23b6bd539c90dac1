using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Scenarios.Model;

/// <summary>Represents one customer's story: its customers, the bank's steps, the delivery of events, and the behaviour of the API meanwhile.</summary>
internal sealed record Scenario
{
    private readonly Lazy<TimelineAnalysis> _plot = new(() => new TimelineAnalysis([]));

    /// <summary>Gets the unique name: small letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>Gets a description of the story in one sentence.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the seed of the random choices, or null for the emulator's seed.</summary>
    public long? Seed { get; init; }

    /// <summary>Gets the priority. Of several matching scenarios, the highest wins.</summary>
    /// <value>0 to 100. The default is 50.</value>
    public int Priority { get; init; } = 50;

    /// <summary>Gets the customers of the scenario, or null if it must be asked for by name.</summary>
    public Match? Match { get; init; }

    public required IReadOnlyList<Step> Timeline
    {
        get;
        init
        {
            field = value;
            _plot = new Lazy<TimelineAnalysis>(() => new TimelineAnalysis(value));
        }
    }

    public TimelineAnalysis Analysis => _plot.Value;

    /// <summary>Gets the delivery of the events, or null for the usual delivery.</summary>
    public DeliveryRules? Delivery { get; init; }

    /// <summary>Gets the deviations of the API for the customer.</summary>
    public IReadOnlyList<ApiRule> Api { get; init; } = [];

    /// <summary>Gets the file and place for messages, for example <c>scenarios/mine.yaml(3,1)</c>.</summary>
    public string Source { get; init; } = "";
}

/// <summary>Represents the analysis of a timeline, shared by all customers with that scenario.</summary>
internal sealed class TimelineAnalysis
{
    private readonly HashSet<string> _awaited;

    public TimelineAnalysis(IReadOnlyList<Step> timeline)
    {
        var steps = StepsOf(timeline).ToList();
        var own = timeline.Where(step => step.At is not null).ToList();
        _awaited = steps.Select(step => step.WaitFor?.Acked).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Rows = [own is [] ? timeline : [.. timeline.Where(step => step.At is null)], .. own.Select(step => (IReadOnlyList<Step>)[step])];
        AllSteps = steps;
        SaysHowNewsTravel = steps.Exists(step => step.Delivery is not null);
    }

    /// <summary>Gets the consecutive steps, and each step with <c>at</c> as a separate row.</summary>
    public IReadOnlyList<IReadOnlyList<Step>> Rows { get; }

    public IReadOnlyList<Step> AllSteps { get; }

    /// <summary>Gets whether a step has rules for its deliveries.</summary>
    public bool SaysHowNewsTravel { get; }

    /// <summary>Returns whether a step waits for the acknowledgement of another step's event.</summary>
    public bool Awaits(string stepId) => _awaited.Contains(stepId);

    /// <summary>Returns steps and all steps below them.</summary>
    public static IEnumerable<Step> StepsOf(IEnumerable<Step> steps) => steps.SelectMany(step => StepsOf(
        [.. step.Choose.SelectMany(choice => choice.Steps), .. step.Repeat?.Steps ?? [], .. step.Hold?.Actions.SelectMany(action => action.Steps) ?? []]).Prepend(step));
}
