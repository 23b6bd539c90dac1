using System.Runtime.InteropServices;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Forecast;

/// <summary>Represents the forecast timeline of one customer.</summary>
/// <param name="Key">The key of the customer's random choices.</param>
/// <param name="IsCut">Whether steps beyond <see cref="MostSteps"/> are left out.</param>
/// <remarks>Delays and choices are the same as in the story, because chance is a function of names. Waits restart the count.</remarks>
internal sealed record PlannedTimeline(Scenario Scenario, string Key, IReadOnlyList<PlannedStep> Steps, bool IsCut)
{
    /// <summary>The maximum number of steps in a plan, counting each round of a repetition.</summary>
    public const int MostSteps = 1_000;

    public static PlannedTimeline Of(Scenario scenario, KeyedRandom random, string key) => new TimelinePlanner(scenario, random, key).Plan();
}

/// <summary>Represents a future step.</summary>
internal sealed record PlannedStep
{
    public required Step Step { get; init; }

    /// <summary>Gets the rounds of the enclosing repetitions, for example <c>/3</c>, or an empty text outside of repetitions.</summary>
    public required string Occurrence { get; init; }

    /// <summary>Gets the moment at which the step is made and its event published.</summary>
    public required PlannedMoment Due { get; init; }

    /// <summary>Gets the moment at which the step starts without the acknowledgement, or null if it never does.</summary>
    public PlannedMoment? UnlessTaken { get; init; }

    /// <summary>Gets the moment at which the step's hold times out, or null if it does not.</summary>
    public PlannedMoment? Timeout { get; init; }

    public IReadOnlyList<PlannedAction> Actions { get; init; } = [];

    public IReadOnlyList<PlannedWay> Ways { get; init; } = [];

    public IReadOnlyList<PlannedRound> Rounds { get; init; } = [];
}

/// <summary>Represents an action of a hold, with the steps that follow it.</summary>
internal sealed record PlannedAction(HoldAction Action, IReadOnlyList<PlannedStep> Steps);

/// <summary>Represents an alternative of a choice.</summary>
/// <param name="Weight">The weight of the alternative, relative to the others.</param>
/// <param name="Share">The probability, 0 to 1.</param>
internal sealed record PlannedWay(double Weight, double Share, bool IsTaken, IReadOnlyList<PlannedStep> Steps);

/// <summary>Represents one round of a repetition.</summary>
/// <param name="Number">The number of the round, from 1.</param>
internal sealed record PlannedRound(int Number, PlannedMoment Begins, IReadOnlyList<PlannedStep> Steps);

/// <summary>Represents a forecast moment.</summary>
/// <param name="CountedFrom">The origin: one of the constants, or the end of a step, for example <c>end of review</c>.</param>
/// <param name="Exactly">The time for this customer.</param>
/// <param name="Earliest">The earliest time for any customer.</param>
/// <param name="Latest">The latest time for any customer, or null if a delay has no maximum.</param>
/// <param name="Provided">The holds that are assumed to time out, separated by commas, or null for none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlannedMoment(string CountedFrom, TimeSpan Exactly, TimeSpan Earliest, TimeSpan? Latest, string? Provided = null)
{
    public const string Create = "create";
    public const string Upon = "upon";
    public const string Action = "action";

    public static PlannedMoment Start(string countedFrom) => new(countedFrom, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Returns the moment after a delay.</summary>
    /// <param name="chosen">The length of the delay for this customer.</param>
    public PlannedMoment Plus(Delay delay, TimeSpan chosen) => this with
    {
        Exactly = Duration.Sum(Exactly, chosen),
        Earliest = Duration.Sum(Earliest, delay.P95 is null ? delay.Shortest : TimeSpan.Zero),
        Latest = delay.P95 is null && Latest is { } latest ? Duration.Sum(latest, delay.Longest) : null,
    };

    /// <summary>Returns the later of two moments, or this moment if their origins differ.</summary>
    public PlannedMoment NotBefore(PlannedMoment other) => CountedFrom != other.CountedFrom ? this : this with
    {
        Exactly = Exactly > other.Exactly ? Exactly : other.Exactly,
        Earliest = Earliest > other.Earliest ? Earliest : other.Earliest,
        Latest = LaterOf(Latest, other.Latest),
    };

    /// <summary>Widens the range to include another moment of the same origin.</summary>
    public PlannedMoment Or(PlannedMoment other) => CountedFrom != other.CountedFrom ? this : this with
    {
        Earliest = Earliest < other.Earliest ? Earliest : other.Earliest,
        Latest = LaterOf(Latest, other.Latest),
    };

    private static TimeSpan? LaterOf(TimeSpan? one, TimeSpan? other) => one is null || other is null ? null : one > other ? one : other;
}
