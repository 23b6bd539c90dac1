using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Represents the fault rules of a world in a snapshot.</summary>
/// <param name="Rules">The rules that a tester has added.</param>
/// <param name="Conditions">The active conditions.</param>
/// <param name="Scenarios">The counts of the rules of scenarios, by the rule's name.</param>
/// <param name="IsExpecting">Whether a customer has a scenario with rules, or may get one.</param>
internal sealed record SavedFaults(SavedRules Rules, SavedConditions Conditions, IReadOnlyDictionary<string, SavedCounts> Scenarios, bool IsExpecting)
{
    /// <summary>Gets the state of a world without faults.</summary>
    public static SavedFaults None { get; } = new(
        new SavedRules(Numbered: 0, []),
        new SavedConditions([], new Dictionary<string, int>(StringComparer.Ordinal)),
        new Dictionary<string, SavedCounts>(StringComparer.Ordinal),
        IsExpecting: false);

    /// <summary>Reads a rule that a tester has added.</summary>
    /// <exception cref="InvalidDataException">The rule cannot be read.</exception>
    public static FaultRule Read(SavedRule saved, FaultSchemas schemas)
    {
        try
        {
            return schemas.Read(JsonSerializer.SerializeToElement(saved.Rule)).Rule;
        }
        catch (ApiException refused)
        {
            throw new InvalidDataException($"rule {saved.Id} cannot be read: {refused.Messages[0]}", refused);
        }
    }

    /// <summary>Returns this state after checking that its parts agree.</summary>
    /// <exception cref="InvalidDataException">The parts do not agree.</exception>
    public SavedFaults Check(FaultSchemas schemas)
    {
        Rules.Rules.ToList().ForEach(rule => Read(rule, schemas));
        if (Conditions.Active.Any(condition => schemas.ReadCondition(condition.Text).Rules.Count != condition.Counts.Count))
        {
            throw new InvalidDataException("a condition has other rules than were counted");
        }

        return this;
    }
}

/// <param name="Numbered">The number of the newest rule.</param>
internal sealed record SavedRules(int Numbered, IReadOnlyList<SavedRule> Rules);

/// <param name="Rule">The rule, with the keys of scenario files.</param>
internal sealed record SavedRule(string Id, JsonObject Rule, DateTimeOffset AddedAt, SavedCounts Counts);

/// <param name="Starts">The number of starts of each condition, including ended conditions.</param>
internal sealed record SavedConditions(IReadOnlyList<SavedCondition> Active, IReadOnlyDictionary<string, int> Starts);

/// <param name="Text">The condition as the text of a file.</param>
/// <param name="Start">The number of this start.</param>
/// <param name="EndsAt">The end, or null if the condition must be stopped.</param>
internal sealed record SavedCondition(string Text, int Start, DateTimeOffset StartedAt, DateTimeOffset? EndsAt, IReadOnlyList<SavedCounts> Counts);
