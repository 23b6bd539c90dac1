namespace CrossRiver.Emulator.Scenarios.Model;

/// <summary>Represents the event that a step waits for: exactly one of a call, reads, or an acknowledgement.</summary>
internal sealed record WaitFor
{
    /// <summary>Gets the name of a call about the customer, for example <c>addresses.add</c>, or null.</summary>
    public string? Call { get; init; }

    /// <summary>Gets the number of calls, counted from the start of the wait.</summary>
    /// <value>The default is 1.</value>
    public int Times { get; init; } = 1;

    /// <summary>Gets the number of reads of the customer, counted from the start of the wait, or null.</summary>
    public int? Reads { get; init; }

    /// <summary>Gets the step whose event the partner must have acknowledged, or null.</summary>
    public string? Acked { get; init; }

    /// <summary>Gets the time after which the step starts without the acknowledgement, or null for no limit.</summary>
    public Delay? OrAfter { get; init; }
}

/// <summary>Represents an alternative of a choice.</summary>
/// <param name="Weight">The weight relative to the others, 0 to 1,000,000.</param>
internal sealed record Choice(double Weight, IReadOnlyList<Step> Steps)
{
    /// <summary>Returns the index of the alternative at a share of the sum of the weights.</summary>
    /// <param name="share">The share, at least 0 and less than 1.</param>
    /// <param name="ways">The alternatives, at least one.</param>
    public static int At(double share, IReadOnlyList<Choice> ways)
    {
        var rest = share * ways.Sum(way => way.Weight);
        var index = 0;
        while (index < ways.Count - 1 && (rest -= ways[index].Weight) >= 0)
        {
            index++;
        }

        return index;
    }
}

/// <summary>Represents repeated steps.</summary>
/// <param name="Every">The time from the start of one round to the start of the next.</param>
/// <param name="Times">The number of rounds, 1 to 10,000.</param>
internal sealed record Repeat(Delay Every, int Times, IReadOnlyList<Step> Steps);

/// <summary>Represents a condition to start or to stop.</summary>
/// <param name="Lasts">The duration, or null to stop the condition.</param>
internal sealed record ConditionChange(string Name, Delay? Lasts);
