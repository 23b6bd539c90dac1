using CrossRiver.Emulator.Scenarios.Model;


namespace CrossRiver.Emulator.Scenarios.Forecast;

/// <summary>A planned timeline for machines.</summary>
/// <param name="Key">What the customer's random choices are keyed by; of a tax id the last four digits are shown.</param>
/// <param name="IsCut">Whether the last steps are left out.</param>
/// <param name="Steps">The steps, in the order of the file.</param>
internal sealed record TimelineBody(string Key, bool IsCut, IReadOnlyList<TimelineStepBody> Steps)
{
    public static TimelineBody Of(PlannedTimeline timeline) => new(timeline.Key, timeline.IsCut, TimelineStepBody.AllOf(timeline.Steps));
}

/// <summary>A planned step for machines. What it does not have is absent.</summary>
internal sealed record TimelineStepBody
{
    public required string Step { get; init; }

    /// <summary>Which time it is that the step comes: <c>/3</c>; absent outside of repetitions.</summary>
    public string? Occurrence { get; init; }

    public string? Note { get; init; }

    /// <summary>What it waits for, in words.</summary>
    public required string When { get; init; }

    /// <summary>What it does, in words.</summary>
    public required string What { get; init; }

    public required MomentBody Due { get; init; }

    /// <summary>When it comes although the event that it waits for was not taken.</summary>
    public MomentBody? UnlessTaken { get; init; }

    /// <summary>When its hold ends by itself.</summary>
    public MomentBody? Timeout { get; init; }

    /// <summary>What is done then.</summary>
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

/// <summary>Something that a person can do while a step holds.</summary>
internal sealed record TimelineActionBody(string Name, bool Stays, IReadOnlyList<TimelineStepBody> Steps);

/// <summary>One of several ways to go on; this customer goes one of them.</summary>
internal sealed record TimelineWayBody(double Weight, double Share, bool IsTaken, IReadOnlyList<TimelineStepBody> Steps);

/// <summary>One time of a repetition.</summary>
internal sealed record TimelineRoundBody(int Number, MomentBody Begins, IReadOnlyList<TimelineStepBody> Steps);

/// <summary>A planned moment.</summary>
/// <param name="CountedFrom"><c>create</c>, <c>upon</c>, <c>action</c>, or the end of a step: <c>end of review</c>.</param>
/// <param name="Milliseconds">When it comes for this customer.</param>
/// <param name="EarliestMilliseconds">When it comes for any customer at the earliest.</param>
/// <param name="LatestMilliseconds">When it comes for any customer at the latest; absent when a delay on the way has no longest.</param>
/// <param name="ProvidedNobodyComesTo">The holds of which it is supposed that nobody does anything.</param>
internal sealed record MomentBody(string CountedFrom, double Milliseconds, double EarliestMilliseconds, double? LatestMilliseconds, string? ProvidedNobodyComesTo)
{
    public static MomentBody Of(PlannedMoment moment) =>
        new(moment.CountedFrom, moment.Exactly.TotalMilliseconds, moment.Earliest.TotalMilliseconds, moment.Latest?.TotalMilliseconds, moment.Provided);
}
