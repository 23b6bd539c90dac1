using System.Runtime.InteropServices;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Forecast;

/// <summary>What a scenario has in store for one customer, and when: told before it happens.</summary>
/// <param name="Key">What the customer's random choices are keyed by.</param>
/// <param name="Steps">The timeline, in the order of the file.</param>
/// <param name="IsCut">Whether there are more steps than <see cref="MostSteps"/>; the last ones are left out.</param>
/// <remarks>
/// Delays and ways are chosen as they will be: chance is a function of names, not a draw. What people, the partner's calls and its
/// receiver do cannot be known; what waits for them is counted from there.
/// </remarks>
internal sealed record PlannedTimeline(Scenario Scenario, string Key, IReadOnlyList<PlannedStep> Steps, bool IsCut)
{
    /// <summary>How many steps a plan has at most, each time of a repetition counted.</summary>
    public const int MostSteps = 1_000;

    /// <summary>Plans a customer's story.</summary>
    /// <param name="chance">The chance of the customer's world.</param>
    /// <param name="key">The customer's key.</param>
    public static PlannedTimeline Of(Scenario scenario, Chance chance, string key) => new TimelinePlanner(scenario, chance, key).Plan();
}

/// <summary>A step that is to come.</summary>
internal sealed record PlannedStep
{
    public required Step Step { get; init; }

    /// <summary>Which time it is that the step comes, as its repetitions have it: empty outside of them, else for example <c>/3</c>.</summary>
    public required string Occurrence { get; init; }

    /// <summary>When the step is made, and its event published.</summary>
    public required PlannedMoment Due { get; init; }

    /// <summary>When the step comes although the event that it waits for was not taken; <see langword="null"/> when it waits for none, or for ever.</summary>
    public PlannedMoment? UnlessTaken { get; init; }

    /// <summary>When the step's hold ends by itself; <see langword="null"/> when it does not.</summary>
    public PlannedMoment? Timeout { get; init; }

    /// <summary>What a person can do while the step holds.</summary>
    public IReadOnlyList<PlannedAction> Actions { get; init; } = [];

    /// <summary>The ways to go on.</summary>
    public IReadOnlyList<PlannedWay> Ways { get; init; } = [];

    /// <summary>The times that the step's steps come.</summary>
    public IReadOnlyList<PlannedRound> Rounds { get; init; } = [];
}

/// <summary>Something that a person can do.</summary>
/// <param name="Action">The action.</param>
/// <param name="Steps">What follows.</param>
internal sealed record PlannedAction(HoldAction Action, IReadOnlyList<PlannedStep> Steps);

/// <summary>One of several ways to go on.</summary>
/// <param name="Weight">How likely it is, beside the weights of the others.</param>
/// <param name="Share">How likely it is: 0 to 1.</param>
/// <param name="IsTaken">Whether this customer goes this way.</param>
/// <param name="Steps">What happens, or would happen.</param>
internal sealed record PlannedWay(double Weight, double Share, bool IsTaken, IReadOnlyList<PlannedStep> Steps);

/// <summary>One time of a repetition.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Begins">When it begins.</param>
/// <param name="Steps">What happens.</param>
internal sealed record PlannedRound(int Number, PlannedMoment Begins, IReadOnlyList<PlannedStep> Steps);

/// <summary>When something comes.</summary>
/// <param name="CountedFrom">
/// From when it counts: <see cref="Create"/>, or what nobody can know beforehand: <see cref="Upon"/>, <see cref="Action"/>, or the end of a step
/// that waits for it, <c>end of review</c>.
/// </param>
/// <param name="Exactly">When it comes for this customer.</param>
/// <param name="Earliest">When it comes for any customer at the earliest.</param>
/// <param name="Latest">When it comes for any customer at the latest; <see langword="null"/> when a delay on the way has no longest.</param>
/// <param name="Provided">The holds of which it is supposed that nobody does anything, with commas between; <see langword="null"/> for none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlannedMoment(string CountedFrom, TimeSpan Exactly, TimeSpan Earliest, TimeSpan? Latest, string? Provided = null)
{
    /// <summary>Counted from the create.</summary>
    public const string Create = "create";

    /// <summary>Counted from what the step itself waits for.</summary>
    public const string Upon = "upon";

    /// <summary>Counted from what a person does.</summary>
    public const string Action = "action";

    /// <summary>The beginning of a count.</summary>
    public static PlannedMoment Start(string countedFrom) => new(countedFrom, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The moment some time later.</summary>
    /// <param name="delay">How much later.</param>
    /// <param name="chosen">What is chosen of it for this customer.</param>
    public PlannedMoment Plus(Delay delay, TimeSpan chosen) => this with
    {
        Exactly = Duration.Sum(Exactly, chosen),
        Earliest = Duration.Sum(Earliest, delay.P95 is null ? delay.Shortest : TimeSpan.Zero),
        Latest = delay.P95 is null && Latest is { } latest ? Duration.Sum(latest, delay.Longest) : null,
    };

    /// <summary>The later one of two moments. If they are not counted from the same, this one: nobody knows.</summary>
    public PlannedMoment NotBefore(PlannedMoment other) => CountedFrom != other.CountedFrom ? this : this with
    {
        Exactly = Exactly > other.Exactly ? Exactly : other.Exactly,
        Earliest = Earliest > other.Earliest ? Earliest : other.Earliest,
        Latest = LaterOf(Latest, other.Latest),
    };

    /// <summary>The same moment for this customer, which for others may be that of another one.</summary>
    public PlannedMoment Or(PlannedMoment other) => CountedFrom != other.CountedFrom ? this : this with
    {
        Earliest = Earliest < other.Earliest ? Earliest : other.Earliest,
        Latest = LaterOf(Latest, other.Latest),
    };

    private static TimeSpan? LaterOf(TimeSpan? one, TimeSpan? other) => one is null || other is null ? null : one > other ? one : other;
}
