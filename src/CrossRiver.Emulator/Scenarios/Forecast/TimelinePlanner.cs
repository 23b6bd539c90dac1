using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Forecast;

/// <summary>Plans a timeline in the order in which <see cref="ScenarioPlayer"/> plays it, without waiting.</summary>
internal sealed class TimelinePlanner(Scenario scenario, KeyedRandom random, string key)
{
    private readonly KeyedRandom _random = random.From(scenario.Seed);
    private int _steps;

    private bool IsFull => _steps >= PlannedTimeline.MostSteps;

    public PlannedTimeline Plan()
    {
        var create = PlannedMoment.Start(PlannedMoment.Create);
        var (from, isCut, planned) = (create, false, new List<PlannedStep>());
        foreach (var step in scenario.Timeline.TakeWhile(_ => !(isCut |= IsFull)))
        {
            // A step with `at` is a separate branch.
            var (next, end) = Plan(step, step.At is null ? from : create, occurrence: "");
            planned.Add(next);
            from = step.At is null ? end : from;
        }

        return new PlannedTimeline(scenario, key, planned, isCut || IsFull);
    }

    private (IReadOnlyList<PlannedStep> Steps, PlannedMoment End) Plan(IReadOnlyList<Step> steps, PlannedMoment from, string occurrence)
    {
        var planned = new List<PlannedStep>();
        foreach (var step in steps.TakeWhile(_ => !IsFull))
        {
            (var next, from) = Plan(step, from, occurrence);
            planned.Add(next);
        }

        return (planned, from);
    }

    private (PlannedStep Step, PlannedMoment End) Plan(Step step, PlannedMoment from, string occurrence)
    {
        _steps++;
        var due = Add(step.WaitFor is null ? from : PlannedMoment.Start(PlannedMoment.Upon), step.After, step, occurrence, "after");
        if (step.At is { } at)
        {
            due = due.NotBefore(Add(PlannedMoment.Start(PlannedMoment.Create), at, step, occurrence, "at"));
        }

        var planned = new PlannedStep
        {
            Step = step,
            Occurrence = occurrence,
            Due = due,
            UnlessTaken = step.WaitFor?.OrAfter is { } orAfter ? Add(from, orAfter, step, occurrence, "orAfter") : null,
        };

        // The end of a wait is unknown, so later steps count from it.
        return GoInto(planned, step.WaitFor is null ? due : EndOf(step, occurrence));
    }

    private (PlannedStep Step, PlannedMoment End) GoInto(PlannedStep planned, PlannedMoment from) => planned.Step switch
    {
        { Hold: { } hold } => Hold(planned, hold, from),
        { Choose: not [] and var choices } => Choose(planned, choices, from),
        { Repeat: { } repeat } => Repeat(planned, repeat, from),
        _ => (planned, from),
    };

    private (PlannedStep Step, PlannedMoment End) Hold(PlannedStep planned, Hold hold, PlannedMoment from)
    {
        var (step, end) = (planned.Step, EndOf(planned.Step, planned.Occurrence));
        PlannedMoment? timeout = hold.Timeout is { } patience
            ? Add(from, patience, step, planned.Occurrence, "timeout") with { Provided = from.Provided is { } before ? $"{before}, {step.Id}" : step.Id }
            : null;
        var actions = new List<PlannedAction>();
        foreach (var action in hold.Actions)
        {
            var isTimedOut = timeout is not null && action.Name == hold.TimeoutAction;
            var (steps, last) = Plan(action.Steps, isTimedOut ? timeout!.Value : PlannedMoment.Start(PlannedMoment.Action), planned.Occurrence);
            actions.Add(new PlannedAction(action, steps));
            end = isTimedOut && !action.Stays ? last : end;
        }

        return (planned with { Timeout = timeout, Actions = actions }, end);
    }

    private (PlannedStep Step, PlannedMoment End) Choose(PlannedStep planned, IReadOnlyList<Choice> choices, PlannedMoment from)
    {
        var taken = choices[Choice.At(_random.Share(NameOf(planned.Step, planned.Occurrence, "choose")), choices)];
        var sum = choices.Sum(choice => choice.Weight);
        var (ways, ends, end) = (new List<PlannedWay>(), new List<PlannedMoment>(), from);
        foreach (var choice in choices)
        {
            var isTaken = ReferenceEquals(choice, taken);
            var (steps, last) = Plan(choice.Steps, from, planned.Occurrence);
            ways.Add(new PlannedWay(choice.Weight, choice.Weight / sum, isTaken, steps));
            end = isTaken ? last : end;
            if (choice.Weight > 0)
            {
                ends.Add(last);
            }
        }

        return (planned with { Ways = ways }, ends.Aggregate(end, (one, other) => one.Or(other)));
    }

    private (PlannedStep Step, PlannedMoment End) Repeat(PlannedStep planned, Repeat repeat, PlannedMoment from)
    {
        var (rounds, began, end) = (new List<PlannedRound>(), from, from);
        for (var number = 1; number <= repeat.Times && !IsFull; number++)
        {
            // A round without steps counts, too, so that the plan stays bounded.
            _steps++;
            var begins = number is 1 ? from : end.NotBefore(began);
            var occurrence = string.Create(CultureInfo.InvariantCulture, $"{planned.Occurrence}/{number}");
            (var steps, end) = Plan(repeat.Steps, begins, occurrence);
            rounds.Add(new PlannedRound(number, begins, steps));
            began = Add(began, repeat.Every, planned.Step, occurrence, "every");
        }

        return (planned with { Rounds = rounds }, end);
    }

    private PlannedMoment Add(PlannedMoment from, Delay? delay, Step step, string occurrence, string rule) =>
        from.Plus(delay ?? default, _random.Of(delay ?? default, NameOf(step, occurrence, rule)));

    private string NameOf(Step step, string occurrence, string rule) => Story.ChoiceOf(key, scenario, step, occurrence, rule);

    private static PlannedMoment EndOf(Step step, string occurrence) => PlannedMoment.Start($"end of {step.Id}{occurrence}");
}
