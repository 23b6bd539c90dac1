using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>What a snapshot keeps of a world's rules for calls.</summary>
/// <param name="Rules">Those that a tester gave it.</param>
/// <param name="Conditions">The conditions that it is under.</param>
/// <param name="Scenarios">What the rules of scenarios have counted, by the rule's name.</param>
/// <param name="IsExpecting">Whether a customer has a scenario with rules, or may get one.</param>
internal sealed record SavedFaults(SavedRules Rules, SavedConditions Conditions, IReadOnlyDictionary<string, SavedCounts> Scenarios, bool IsExpecting)
{
    /// <summary>What a snapshot has that tells nothing of them.</summary>
    public static SavedFaults None { get; } = new(
        new SavedRules(Numbered: 0, []),
        new SavedConditions([], new Dictionary<string, int>(StringComparer.Ordinal)),
        new Dictionary<string, SavedCounts>(StringComparer.Ordinal),
        IsExpecting: false);

    /// <summary>Reads a rule that a tester gave.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static FaultRule Read(SavedRule saved, FaultSchemas schemas)
    {
        try
        {
            return schemas.Read(JsonSerializer.SerializeToElement(saved.Rule)).Rule;
        }
        catch (RefusedException refused)
        {
            throw new InvalidDataException($"rule {saved.Id} cannot be read: {refused.Messages[0]}", refused);
        }
    }

    /// <summary>Finds out whether this agrees with itself.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
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

/// <summary>What a snapshot keeps of the rules that a tester gave a world.</summary>
/// <param name="Numbered">How many there were: they are numbered on.</param>
/// <param name="Rules">The rules.</param>
internal sealed record SavedRules(int Numbered, IReadOnlyList<SavedRule> Rules);

/// <summary>What a snapshot keeps of one rule.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Rule">The rule, with the keys of scenario files.</param>
/// <param name="AddedAt">When it came.</param>
/// <param name="Counts">What it has counted.</param>
internal sealed record SavedRule(string Id, JsonObject Rule, DateTimeOffset AddedAt, SavedCounts Counts);

/// <summary>What a snapshot keeps of the conditions that a world is under.</summary>
/// <param name="Active">The conditions, in order.</param>
/// <param name="Starts">How often each condition was started.</param>
internal sealed record SavedConditions(IReadOnlyList<SavedCondition> Active, IReadOnlyDictionary<string, int> Starts);

/// <summary>What a snapshot keeps of one condition.</summary>
/// <param name="Text">The condition, as a file has it.</param>
/// <param name="Start">Which of its starts it is.</param>
/// <param name="StartedAt">When that was.</param>
/// <param name="EndsAt">When it ends by itself, or <see langword="null"/>.</param>
/// <param name="Counts">What each rule has counted.</param>
internal sealed record SavedCondition(string Text, int Start, DateTimeOffset StartedAt, DateTimeOffset? EndsAt, IReadOnlyList<SavedCounts> Counts);
