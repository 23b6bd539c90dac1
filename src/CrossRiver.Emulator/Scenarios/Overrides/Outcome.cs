using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>Represents a decision that a tester makes instead of the bank.</summary>
/// <param name="Changes">The decided fields and their values, in the order of the registered fields.</param>
internal sealed record Outcome(IReadOnlyList<FieldChange> Changes)
{
    /// <summary>Gets whether the partner gets no event.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Gets whether changes are accepted that the bank never makes.</summary>
    public bool IsForced { get; init; }

    public override string ToString() => string.Join(
        ", ",
        Changes.Select(change => $"{change}").Concat(new[] { IsSilent ? "without an event" : null, IsForced ? "forced" : null }.OfType<string>()));
}

/// <summary>Represents a future outcome.</summary>
/// <param name="Number">The number among the customer's outcomes, from 1.</param>
internal sealed record PlannedOutcome(Guid CustomerId, int Number, DateTimeOffset DueAt, Outcome Outcome)
{
    /// <summary>Gets the name among the customer's steps. No step can have such a name.</summary>
    public string Key => $"outcome:{Number}";
}

/// <summary>Represents the agenda entry of an outcome.</summary>
/// <param name="Number">The number of the outcome. If the outcome is removed or delayed, the entry is void.</param>
internal sealed record OutcomeEntry(Guid CustomerId, int Number) : AgendaEntry
{
    public override string What => "outcome";

    public override Guid? OfCustomer => CustomerId;
}

/// <summary>Represents the planned outcomes in a snapshot.</summary>
/// <param name="Planned">The future outcomes, whose entries are on the agenda.</param>
/// <param name="Numbered">The number of outcomes so far, from which the numbers continue.</param>
internal sealed record SavedOutcomes(IReadOnlyList<SavedPlannedOutcome> Planned, int Numbered)
{
    public static SavedOutcomes None { get; } = new([], Numbered: 0);
}

/// <summary>Represents a future outcome in a snapshot.</summary>
/// <param name="Number">The number among the customer's outcomes, from 1.</param>
internal sealed record SavedPlannedOutcome(Guid CustomerId, int Number, DateTimeOffset DueAt, SavedOutcome Outcome)
{
    public static SavedPlannedOutcome Of(PlannedOutcome planned) => new(planned.CustomerId, planned.Number, planned.DueAt, SavedOutcome.Of(planned.Outcome));

    /// <exception cref="InvalidDataException">A member is not a field, or a value is not valid for its field.</exception>
    public PlannedOutcome ToPlanned(IReadOnlyList<SettableField> fields) => new(CustomerId, Number, DueAt, Outcome.ToOutcome(fields));
}

/// <summary>Represents an outcome in a snapshot, with a member for each field that changes.</summary>
internal sealed record SavedOutcome
{
    public bool IsSilent { get; init; }

    public bool IsForced { get; init; }

    /// <summary>Gets the values, as text, by the keys of their fields.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Values { get; init; } = [];

    public static SavedOutcome Of(Outcome outcome) => new()
    {
        IsSilent = outcome.IsSilent,
        IsForced = outcome.IsForced,
        Values = outcome.Changes.ToDictionary(change => change.Field.Key, change => JsonSerializer.SerializeToElement($"{change.Value}"), StringComparer.Ordinal),
    };

    public Outcome ToOutcome(IReadOnlyList<SettableField> fields)
    {
        var unknown = Values.Keys.FirstOrDefault(key => fields.All(field => field.Key != key || !field.IsDecision));
        if (unknown is not null)
        {
            throw new InvalidDataException($"'{unknown}' is no field that the bank decides");
        }

        return new Outcome([.. fields.Where(field => IsSet(field.Key)).Select(field => Read(field, Values[field.Key]))]) { IsSilent = IsSilent, IsForced = IsForced };
    }

    private bool IsSet(string key) => Values.TryGetValue(key, out var value) && value.ValueKind is not JsonValueKind.Null;

    private static FieldChange Read(SettableField field, JsonElement value) => (value.ValueKind is JsonValueKind.String ? field.Parse(value.GetString()!) : null)
        ?? throw new InvalidDataException($"{value.GetRawText()} is no value of {field.Key}");
}
