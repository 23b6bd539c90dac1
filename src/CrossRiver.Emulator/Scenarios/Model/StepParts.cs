namespace CrossRiver.Emulator.Scenarios.Model;

/// <summary>What a step waits for besides its time. One of the three is given.</summary>
internal sealed record Upon
{
    /// <summary>A call about the customer, by its name, for example <c>addresses.add</c>.</summary>
    public string? Call { get; init; }

    /// <summary>How often the call must have been made, from the beginning of the wait.</summary>
    /// <value>The default is 1.</value>
    public int Times { get; init; } = 1;

    /// <summary>How often the customer must have been read, from the beginning of the wait.</summary>
    public int? Reads { get; init; }

    /// <summary>The step whose event must have been taken by the partner.</summary>
    public string? Acked { get; init; }

    /// <summary>After how long the step comes although the event was not taken.</summary>
    public Delay? OrAfter { get; init; }
}

/// <summary>One of several ways to go on.</summary>
/// <param name="Weight">How likely it is, beside the weights of the others; 0 to 1,000,000.</param>
/// <param name="Steps">What happens; it may be nothing.</param>
internal sealed record Choice(double Weight, IReadOnlyList<Step> Steps)
{
    /// <summary>The way that lies at a share of the weights of all.</summary>
    /// <param name="share">0 or more, and less than 1.</param>
    /// <param name="ways">The ways, at least one.</param>
    /// <returns>Which one it is, from 0.</returns>
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

/// <summary>Steps that come again and again.</summary>
/// <param name="Every">How long it is from the beginning of one time to the next.</param>
/// <param name="Times">How often they come in all; 1 to 10,000.</param>
/// <param name="Steps">The steps.</param>
internal sealed record Repeat(Delay Every, int Times, IReadOnlyList<Step> Steps);

/// <summary>A condition that is started for a while, or stopped.</summary>
/// <param name="Name">The condition.</param>
/// <param name="Lasts">For how long it is started, or <see langword="null"/> when it is stopped.</param>
internal sealed record WeatherChange(string Name, Delay? Lasts);
