namespace CrossRiver.Emulator.Scenarios.Model;

/// <summary>What a timeline says as a whole. It is found once for all customers whose story it tells.</summary>
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

    /// <summary>The steps that come one after another, and each step with <c>at</c> as a row of its own.</summary>
    public IReadOnlyList<IReadOnlyList<Step>> Rows { get; }

    /// <summary>The steps and all below them.</summary>
    public IReadOnlyList<Step> AllSteps { get; }

    /// <summary>Whether a step has rules for its deliveries.</summary>
    public bool SaysHowNewsTravel { get; }

    /// <summary>Whether a step waits for the event of another to be taken.</summary>
    public bool Awaits(string stepId) => _awaited.Contains(stepId);

    /// <summary>Steps and all below them.</summary>
    public static IEnumerable<Step> StepsOf(IEnumerable<Step> steps) => steps.SelectMany(step => StepsOf(
        [.. step.Choose.SelectMany(choice => choice.Steps), .. step.Repeat?.Steps ?? [], .. step.Hold?.Actions.SelectMany(action => action.Steps) ?? []]).Prepend(step));
}
