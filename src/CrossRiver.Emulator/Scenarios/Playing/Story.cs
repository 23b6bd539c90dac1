using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing.Saving;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Represents the progress of one customer's story. It keeps the version of the scenario that it started with.</summary>
internal sealed class Story
{
    // Created on demand, because most stories need neither.
    private HashSet<string>? _acked;
    private Dictionary<string, StepRequest>? _orders;

    /// <param name="past">The past of a restored story, or null for a new story.</param>
    public Story(Subject subject, Scenario scenario, KeyedRandom random, ParentSpan? origin, StoryHistory? past = null)
    {
        Chance = random.From(scenario.Seed);
        (CustomerId, Key, BeganAt) = (subject.Id, subject.Key, subject.CreatedAt);
        (Scenario, Origin) = (scenario, origin);
        Past = past ?? new StoryHistory(scenario);
        var rows = scenario.Analysis.Rows;
        var lanes = new Branch[rows.Count];
        for (var number = 0; number < lanes.Length; number++)
        {
            lanes[number] = new Branch(number, rows[number], BeganAt);
        }

        Branches = lanes;
    }

    public Guid CustomerId { get; }

    /// <summary>Gets the parent span of the story's spans, or null.</summary>
    public ParentSpan? Origin { get; }

    public KeyedRandom Chance { get; }

    /// <summary>Gets the key of the customer's random choices.</summary>
    public string Key { get; }

    public DateTimeOffset BeganAt { get; }

    public Scenario Scenario { get; }

    /// <summary>Gets the branch of the timeline, and one branch for each step with <c>at</c>.</summary>
    public IReadOnlyList<Branch> Branches { get; }

    /// <summary>Gets the past of the story, which is kept after the story has ended.</summary>
    public StoryHistory Past { get; }

    public bool HasEnded => Branches.All(static branch => branch.State is BranchState.Ended);

    /// <summary>Returns whether a wait is already over at its start. Calls and reads count only from the start of the wait.</summary>
    public bool IsMet(WaitFor upon) => upon.Acked is { } acked && _acked?.Contains(acked) is true;

    /// <summary>Records that the partner has acknowledged the event of a step.</summary>
    public void Ack(string stepId) => (_acked ??= new HashSet<string>(StringComparer.Ordinal)).Add(stepId);

    /// <param name="scenario">The index of the scenario.</param>
    public SavedStory Save(int scenario) => new()
    {
        CustomerId = CustomerId,
        Scenario = scenario,
        Acked = [.. _acked ?? []],
        Orders = _orders?.ToDictionary(StringComparer.Ordinal) ?? [],
        Lanes = [.. Branches.Select(branch => branch.Save())],
    };

    /// <summary>Restores a saved position.</summary>
    /// <exception cref="ArgumentException">The scenario does not have the saved position.</exception>
    public void Load(SavedStory saved)
    {
        if (saved.Lanes.Count != Branches.Count)
        {
            throw new ArgumentException("There are other lanes.", nameof(saved));
        }

        saved.Acked.ToList().ForEach(Ack);
        saved.Orders.ToList().ForEach(order => Order(order.Key, order.Value));
        Branches.Zip(saved.Lanes).ToList().ForEach(pair => pair.First.Load(pair.Second));
    }

    public void Order(string stepKey, StepRequest order) => (_orders ??= new Dictionary<string, StepRequest>(StringComparer.Ordinal))[stepKey] = order;

    /// <summary>Returns the request for the next step of a branch, or null.</summary>
    public StepRequest? FindOrder(Branch branch) => _orders?.GetValueOrDefault(branch.Key);

    /// <summary>Enters the steps below a branch's next step, or moves the branch on.</summary>
    /// <returns>The index of the alternative that was chosen, or null if there was no choice.</returns>
    public int? Pass(Branch branch, DateTimeOffset at)
    {
        if (branch.Current is { Choose: not [] and var ways })
        {
            var way = Choice.At(Chance.Share(ChoiceOf(branch, "choose")), ways);
            branch.Enter(way, at);
            return way;
        }

        if (branch.Current is { Repeat: { } repeat })
        {
            branch.Enter(repeat, at);
        }
        else
        {
            branch.MoveOn();
        }

        return null;
    }

    /// <summary>Chooses the length of a delay of a branch's next step.</summary>
    public TimeSpan SpanOf(Delay delay, Branch branch, string rule) => delay.IsFixed ? delay.Shortest : Chance.Of(delay, ChoiceOf(branch, rule));

    /// <summary>Returns the key of a random choice, which is the same for the same customer, scenario, step and occurrence.</summary>
    public string ChoiceOf(Branch branch, string rule) => ChoiceOf(Key, Scenario, branch.Current!, branch.Occurrence, rule);

    public static string ChoiceOf(string key, Scenario scenario, Step step, string occurrence, string rule) => $"{key}/{scenario.Name}/{step.Id}{occurrence}/{rule}";
}

/// <summary>Represents the request of a tester to skip or reschedule a future step.</summary>
/// <param name="To">The requested time, or null.</param>
internal sealed record StepRequest(bool IsSkipped = false, TimeSpan By = default, DateTimeOffset? To = null)
{
    /// <summary>Returns the new time of a step.</summary>
    /// <param name="from">The end of the previous step, which is the earliest possible time.</param>
    public DateTimeOffset Apply(DateTimeOffset due, DateTimeOffset from) => To is { } to ? to > from ? to : from : ClockSetting.Later(due, By);
}
