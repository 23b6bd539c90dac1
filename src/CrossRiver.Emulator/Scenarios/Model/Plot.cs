namespace CrossRiver.Emulator.Scenarios.Model;

/// <summary>Represents the analysis of a timeline, shared by all customers with that scenario.</summary>
internal sealed class Plot
{
    private readonly HashSet<string> _awaited;

    public Plot(IReadOnlyList<Step> timeline)
    {
        var steps = StepsOf(timeline).ToList();
        var own = timeline.Where(step => step.At is not null).ToList();
        _awaited = steps.Select(step => step.Upon?.Acked).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Rows = [own is [] ? timeline : [.. timeline.Where(step => step.At is null)], .. own.Select(step => (IReadOnlyList<Step>)[step])];
        AllSteps = steps;
        SaysHowNewsTravel = steps.Exists(step => step.Delivery is not null);
    }

    /// <summary>Gets the consecutive steps, and each step with <c>at</c> as a separate row.</summary>
    public IReadOnlyList<IReadOnlyList<Step>> Rows { get; }

    /// <summary>Gets the steps and all steps below them.</summary>
    public IReadOnlyList<Step> AllSteps { get; }

    /// <summary>Gets whether a step has rules for its deliveries.</summary>
    public bool SaysHowNewsTravel { get; }

    /// <summary>Returns whether a step waits for the acknowledgement of another step's event.</summary>
    public bool Awaits(string stepId) => _awaited.Contains(stepId);

    /// <summary>Returns steps and all steps below them.</summary>
    public static IEnumerable<Step> StepsOf(IEnumerable<Step> steps) => steps.SelectMany(step => StepsOf(
        [.. step.Choose.SelectMany(choice => choice.Steps), .. step.Repeat?.Steps ?? [], .. step.Hold?.Actions.SelectMany(action => action.Steps) ?? []]).Prepend(step));
}
