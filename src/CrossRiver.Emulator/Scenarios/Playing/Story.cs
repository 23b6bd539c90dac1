using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing.Saving;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>One customer's story, as far as it has come. It keeps the version of the scenario that it began with.</summary>
internal sealed class Story
{
    // Made when there is something to keep: most stories are told without either.
    private HashSet<string>? _acked;
    private Dictionary<string, StepOrder>? _orders;

    /// <param name="subject">The customer, as it was created.</param>
    /// <param name="scenario">What is told.</param>
    /// <param name="chance">The chance of the customer's world.</param>
    /// <param name="origin">Where in a trace the story begins.</param>
    /// <param name="past">What has become of its steps so far, or <see langword="null"/> when it begins.</param>
    public Story(Subject subject, Scenario scenario, Chance chance, TraceOrigin? origin, StoryPast? past = null)
    {
        Chance = chance.From(scenario.Seed);
        Origin = origin;
        CustomerId = subject.Id;
        Key = subject.Key;
        BeganAt = subject.CreatedAt;
        Scenario = scenario;
        Past = past ?? new StoryPast(scenario);
        var rows = scenario.Plot.Rows;
        var lanes = new Lane[rows.Count];
        for (var number = 0; number < lanes.Length; number++)
        {
            lanes[number] = new Lane(number, rows[number], BeganAt);
        }

        Lanes = lanes;
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

    /// <summary>What has become of its steps so far; it stays when the story is over.</summary>
    public StoryPast Past { get; }

    public bool HasEnded => Lanes.All(static lane => lane.State is LaneState.Ended);

    /// <summary>Whether the event of a step was taken by the partner.</summary>
    public bool IsAcked(string stepId) => _acked?.Contains(stepId) is true;

    /// <summary>Whether what a step waits for has happened before its turn. Calls and reads count from then on only.</summary>
    public bool IsMet(Upon upon) => upon.Acked is { } acked && IsAcked(acked);

    /// <summary>The event of a step was taken by the partner.</summary>
    public void Ack(string stepId) => (_acked ??= new HashSet<string>(StringComparer.Ordinal)).Add(stepId);

    /// <summary>What a snapshot keeps of the story.</summary>
    /// <param name="scenario">The number of its scenario.</param>
    public SavedStory Save(int scenario) => new()
    {
        CustomerId = CustomerId,
        Scenario = scenario,
        Acked = [.. _acked ?? []],
        Orders = _orders?.ToDictionary(StringComparer.Ordinal) ?? [],
        Lanes = [.. Lanes.Select(lane => lane.Save())],
    };

    /// <summary>Stands where it stood when it was saved.</summary>
    /// <exception cref="ArgumentException">It stood somewhere that its scenario does not have.</exception>
    public void Load(SavedStory saved)
    {
        if (saved.Lanes.Count != Lanes.Count)
        {
            throw new ArgumentException("There are other lanes.", nameof(saved));
        }

        saved.Acked.ToList().ForEach(Ack);
        foreach (var (step, order) in saved.Orders)
        {
            Order(step, order);
        }

        foreach (var (lane, savedLane) in Lanes.Zip(saved.Lanes))
        {
            lane.Load(savedLane);
        }
    }

    /// <summary>Somebody orders a step that is to come to be skipped or to come at another time.</summary>
    public void Order(string stepKey, StepOrder order) => (_orders ??= new Dictionary<string, StepOrder>(StringComparer.Ordinal))[stepKey] = order;

    /// <summary>Finds what was ordered of a lane's next step, or returns <see langword="null"/>.</summary>
    public StepOrder? FindOrder(Lane lane) => _orders?.GetValueOrDefault(StepKey.Of(lane));

    /// <summary>Chooses how long a delay of a lane's next step is.</summary>
    public TimeSpan SpanOf(Delay delay, Lane lane, string rule) => delay.IsFixed ? delay.Shortest : Chance.Of(delay, ChoiceOf(lane, rule));

    /// <summary>Names a random choice about a step: the same for the same customer, scenario, step and occurrence.</summary>
    public string ChoiceOf(Lane lane, string rule) => ChoiceOf(Key, Scenario, lane.Current!, lane.Occurrence, rule);

    /// <summary>Names a random choice about a step.</summary>
    public static string ChoiceOf(string key, Scenario scenario, Step step, string occurrence, string rule) => $"{key}/{scenario.Name}/{step.Id}{occurrence}/{rule}";
}
