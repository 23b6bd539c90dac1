using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>What a snapshot contains of the decisions that a tester has planned.</summary>
/// <param name="Planned">The outcomes that are to come; the agenda has their moments.</param>
/// <param name="Numbered">How many there were: the numbers go on from there.</param>
internal sealed record SavedOutcomes(IReadOnlyList<SavedPlannedOutcome> Planned, int Numbered)
{
    /// <summary>Gets what a snapshot contains when no outcome was ever planned.</summary>
    public static SavedOutcomes None { get; } = new([], Numbered: 0);
}

/// <summary>An outcome that is to come, as a snapshot contains it.</summary>
/// <param name="Number">Which of the customer's it is, from 1.</param>
/// <param name="DueAt">When it comes.</param>
/// <param name="Outcome">The outcome.</param>
internal sealed record SavedPlannedOutcome(Guid CustomerId, int Number, DateTimeOffset DueAt, SavedOutcome Outcome)
{
    public static SavedPlannedOutcome Of(PlannedOutcome planned) => new(planned.CustomerId, planned.Number, planned.DueAt, SavedOutcome.Of(planned.Outcome));

    /// <summary>Returns the outcome.</summary>
    /// <param name="fields">The registered fields.</param>
    /// <exception cref="InvalidDataException">It has a member that is no field, or a value that its field does not take.</exception>
    public PlannedOutcome ToPlanned(IReadOnlyList<SettableField> fields) => new(CustomerId, Number, DueAt, Outcome.ToOutcome(fields));
}

/// <summary>An outcome, as a snapshot contains it: with a member for each field that changes.</summary>
internal sealed record SavedOutcome
{
    public bool IsSilent { get; init; }

    public bool IsForced { get; init; }

    /// <summary>Gets the values, in text, by the keys of their fields.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Values { get; init; } = [];

    public static SavedOutcome Of(Outcome outcome) => new()
    {
        IsSilent = outcome.IsSilent,
        IsForced = outcome.IsForced,
        Values = outcome.Changes.ToDictionary(change => change.Field.Key, change => JsonSerializer.SerializeToElement($"{change.Value}"), StringComparer.Ordinal),
    };

    /// <inheritdoc cref="SavedPlannedOutcome.ToPlanned"/>
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
