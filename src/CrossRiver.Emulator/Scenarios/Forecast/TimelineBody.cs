using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Forecast;

/// <summary>Represents the JSON form of a planned timeline.</summary>
/// <param name="Key">The key of the customer's random choices; of a tax id, only the last four digits are shown.</param>
/// <param name="IsCut">Whether the last steps are left out.</param>
/// <param name="Steps">The steps, in the order of the file.</param>
internal sealed record TimelineBody(string Key, bool IsCut, IReadOnlyList<TimelineStepBody> Steps)
{
    public static TimelineBody Of(PlannedTimeline timeline) => new(timeline.Key, timeline.IsCut, TimelineStepBody.AllOf(timeline.Steps));
}

/// <summary>Represents the JSON form of a planned step. Members without a value are absent.</summary>
internal sealed record TimelineStepBody
{
    public required string Step { get; init; }

    /// <summary>Gets the rounds of the enclosing repetitions, for example <c>/3</c>; absent outside of repetitions.</summary>
    public string? Occurrence { get; init; }

    public string? Note { get; init; }

    /// <summary>Gets a description of the step's wait, for example <c>after 2s..5s</c>.</summary>
    public required string When { get; init; }

    /// <summary>Gets a description of the step's effect.</summary>
    public required string What { get; init; }

    public required MomentBody Due { get; init; }

    /// <summary>Gets the moment at which the step starts without the acknowledgement of an event.</summary>
    public MomentBody? UnlessTaken { get; init; }

    /// <summary>Gets the moment at which the step's hold times out.</summary>
    public MomentBody? Timeout { get; init; }

    /// <summary>Gets the action that the timeout does.</summary>
    public string? TimeoutAction { get; init; }

    public IReadOnlyList<TimelineActionBody>? Actions { get; init; }

    public IReadOnlyList<TimelineWayBody>? Ways { get; init; }

    public IReadOnlyList<TimelineRoundBody>? Rounds { get; init; }

    public static IReadOnlyList<TimelineStepBody> AllOf(IReadOnlyList<PlannedStep> steps) => [.. steps.Select(Of)];

    private static TimelineStepBody Of(PlannedStep planned) => new()
    {
        Step = planned.Step.Id,
        Occurrence = planned.Occurrence is "" ? null : planned.Occurrence,
        Note = planned.Step.Note,
        When = StepSchema.When(planned.Step),
        What = StepSchema.What(planned.Step),
        Due = MomentBody.Of(planned.Due),
        UnlessTaken = planned.UnlessTaken is { } unlessTaken ? MomentBody.Of(unlessTaken) : null,
        Timeout = planned.Timeout is { } timeout ? MomentBody.Of(timeout) : null,
        TimeoutAction = planned.Step.Hold?.TimeoutAction,
        Actions = NullIfNone(planned.Actions.Select(action => new TimelineActionBody(action.Action.Name, action.Action.Stays, AllOf(action.Steps)))),
        Ways = NullIfNone(planned.Ways.Select(way => new TimelineWayBody(way.Weight, way.Share, way.IsTaken, AllOf(way.Steps)))),
        Rounds = NullIfNone(planned.Rounds.Select(round => new TimelineRoundBody(round.Number, MomentBody.Of(round.Begins), AllOf(round.Steps)))),
    };

    private static List<T>? NullIfNone<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null;
}

/// <summary>Represents an action of a person at the bank while a step holds.</summary>
internal sealed record TimelineActionBody(string Name, bool Stays, IReadOnlyList<TimelineStepBody> Steps);

/// <summary>Represents an alternative of a choice; the customer takes exactly one.</summary>
internal sealed record TimelineWayBody(double Weight, double Share, bool IsTaken, IReadOnlyList<TimelineStepBody> Steps);

/// <summary>Represents one round of a repetition.</summary>
internal sealed record TimelineRoundBody(int Number, MomentBody Begins, IReadOnlyList<TimelineStepBody> Steps);

/// <summary>Represents a planned moment.</summary>
/// <param name="CountedFrom">The origin: <c>create</c>, <c>upon</c>, <c>action</c>, or the end of a step, for example <c>end of review</c>.</param>
/// <param name="Milliseconds">The time for this customer.</param>
/// <param name="EarliestMilliseconds">The earliest time for any customer.</param>
/// <param name="LatestMilliseconds">The latest time for any customer; absent if a delay has no maximum.</param>
/// <param name="ProvidedNobodyComesTo">The holds that are assumed to time out.</param>
internal sealed record MomentBody(string CountedFrom, double Milliseconds, double EarliestMilliseconds, double? LatestMilliseconds, string? ProvidedNobodyComesTo)
{
    public static MomentBody Of(PlannedMoment moment) =>
        new(moment.CountedFrom, moment.Exactly.TotalMilliseconds, moment.Earliest.TotalMilliseconds, moment.Latest?.TotalMilliseconds, moment.Provided);
}
