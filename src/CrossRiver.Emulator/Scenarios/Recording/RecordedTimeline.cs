using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Recording;

/// <summary>Writes the changes of a story as one line of steps, each with the time since the step before.</summary>
/// <remarks>
/// A change of a step keeps the step's name, note, read lag and delivery, and its wait for a call or an acknowledgement where nothing was done by hand since.
/// </remarks>
internal sealed class RecordedTimeline
{
    private readonly IReadOnlyList<CompletedStep> _past;
    private readonly IReadOnlyList<SettableField> _ofSubjects;
    private readonly Func<string, bool> _isByHand;
    private readonly bool _isOneRow;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<(int Step, string What)> _done = [];
    private readonly List<Step> _steps = [];
    private readonly List<string> _remarks = [];

    // The step of the last written change, or -1 at the beginning, or null after a change by hand.
    private int? _last = -1;
    private DateTimeOffset _now;

    /// <param name="isByHand">Returns whether a tester ran or delayed the step of a key.</param>
    private RecordedTimeline(DateTimeOffset beganAt, StoryHistory past, IReadOnlyList<SettableField> ofSubjects, Func<string, bool> isByHand)
    {
        (_now, _ofSubjects, _isByHand) = (beganAt, ofSubjects, isByHand);
        _past = [.. past.Steps];
        _isOneRow = past.Scenario.Analysis.Rows.Count <= 1;
    }

    /// <summary>Returns the steps, and remarks about what they cannot say.</summary>
    public static (IReadOnlyList<Step> Steps, IReadOnlyList<string> Remarks) Of(
        StoryEntries entries, IReadOnlyList<RecordedChange> changes, StoryHistory past, IReadOnlyList<SettableField> ofSubjects)
    {
        var byHand = entries.Control.Select(entry => entry.What).ToList();
        var timeline = new RecordedTimeline(entries.BeganAt, past, ofSubjects, key => byHand.Exists(what =>
            what.StartsWith($"steps: run {key} ", StringComparison.Ordinal) || (what.StartsWith("steps: delay ", StringComparison.Ordinal) && what.Contains($" {key} of ", StringComparison.Ordinal))));
        var conditions = new Queue<CompletedStep>(past.Steps.Where(step => step is { IsSkipped: false, Step.Conditions: not null }));
        foreach (var change in changes)
        {
            timeline.AddConditions(conditions, before: change.Entry.At);
            timeline.Add(change);
        }

        timeline.AddConditions(conditions, before: DateTimeOffset.MaxValue);
        return (timeline._steps, timeline._remarks);
    }

    private void AddConditions(Queue<CompletedStep> conditions, DateTimeOffset before)
    {
        while (conditions.TryPeek(out var step) && step.At < before)
        {
            Add(step.At, new Step { Id = "", Conditions = conditions.Dequeue().Step.Conditions });
        }
    }

    private void Add(RecordedChange change)
    {
        var made = change.Set is { } set
            ? new Step { Id = "", Set = [set], IsSilent = set.Field.EventName is not null && change.Event is null }
            : new Step { Id = "", Emit = change.Event!.EventName };
        if (FindStep(change) is not { } number)
        {
            Add(change.At, made);
            _last = null;
            return;
        }

        var step = _past[number].Step;
        var isFirst = _last != number;
        var isOfOther = change.Set is { } other && !_ofSubjects.Contains(other.Field);
        var written = made with
        {
            Id = isFirst && IsName(step.Id) && _ids.Add(step.Id) ? step.Id : "",
            Note = isFirst ? step.Note : null,
            IsSilent = made.IsSilent && (!isOfOther || step.IsSilent),
            ReadLag = change.Set is not null && step.ReadLag > TimeSpan.Zero ? step.ReadLag : TimeSpan.Zero,
            Delivery = step.Delivery,
        };
        if (isFirst && step.WaitFor is { } upon)
        {
            AddWaiting(change.At, written, upon, number);
        }
        else
        {
            Add(change.At, written);
        }

        _last = number;
        Remark(step);
    }

    // A wait keeps its meaning if it begins as it did: right after the step before it.
    private void AddWaiting(DateTimeOffset at, Step made, WaitFor upon, int number)
    {
        var step = _past[number];
        var isKnown = upon.Acked is null || _ids.Contains(upon.Acked);
        var keepsMeaning = _isOneRow && isKnown && _last == number - 1 && step.Step.After is not { IsFixed: false } && !_isByHand(step.Key);
        if (keepsMeaning && step.Occurrence is "")
        {
            _steps.Add(made with { WaitFor = upon, After = step.Step.After });
            _now = at;
        }
        else
        {
            Add(at, made);
            _remarks.Add($"Step {step.Key} waited {Words.Of(upon)}; here it comes at its time.");
        }
    }

    private void Add(DateTimeOffset at, Step step)
    {
        var after = at - _now;
        _steps.Add(after > TimeSpan.Zero ? step with { After = new Delay(after, after) } : step);
        _now = after > TimeSpan.Zero ? at : _now;
    }

    private void Remark(Step step)
    {
        var remark = $"Step {step.Id} has delivery faults with a chance, which may fall differently.";
        if (step.Delivery?.Faults.Any(fault => fault.Probability is not null) is true && !_remarks.Contains(remark, StringComparer.Ordinal))
        {
            _remarks.Add(remark);
        }
    }

    // Only the steps that ran last at a change can have made it, and each makes a change once.
    private int? FindStep(RecordedChange change)
    {
        var last = _past.Where(step => step.At <= change.Entry.At).Select(step => step.At).DefaultIfEmpty(DateTimeOffset.MaxValue).Last();
        for (var number = 0; number < _past.Count; number++)
        {
            var (step, what) = (_past[number], change.Set is { } set ? $"{set}" : change.Event!.EventName);
            var makes = change.Set is { } made ? step.Step.Set.Contains(made) : step.Step.Emit == what;
            if (step.At == last && !step.IsSkipped && makes && _done.Add((number, what)))
            {
                return number;
            }
        }

        return null;
    }

    // Other names are places in the original file.
    private static bool IsName(string id) => !id.Contains('.', StringComparison.Ordinal) && id.Any(char.IsAsciiLetterLower);
}
