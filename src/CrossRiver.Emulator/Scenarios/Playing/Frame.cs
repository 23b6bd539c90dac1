using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Represents the position in a list of steps.</summary>
/// <param name="Around">The position in the steps around them, or null for the outermost steps.</param>
internal sealed record Frame(IReadOnlyList<Step> Steps, Frame? Around)
{
    public int Index { get; set; }

    /// <summary>Gets the next step, or null at the end of the steps.</summary>
    public Step? Current => Index < Steps.Count ? Steps[Index] : null;

    public Repeat? Repeat { get; init; }

    /// <summary>Gets or sets the round of the repetition, from 1.</summary>
    public int Time { get; set; } = 1;

    public DateTimeOffset BeganAt { get; set; }

    /// <summary>Gets the index of the chosen alternative, or null if the steps are no alternative.</summary>
    public int? Way { get; init; }

    /// <summary>Gets the action that the steps belong to, or null.</summary>
    public string? Action { get; init; }

    /// <summary>Gets whether the hold continues after the steps.</summary>
    public bool ReturnsToHold { get; init; }

    /// <summary>Gets or sets the number of the hold that continues after the steps, or null.</summary>
    public int? Hold { get; set; }

    /// <summary>Gets or sets the time at which that hold times out, or null if it does not.</summary>
    public DateTimeOffset? HoldEndsAt { get; set; }

    /// <summary>Gets the hold to which the innermost such steps return, or null.</summary>
    public Hold? HoldAround => ReturnsToHold ? Around!.Current?.Hold : Around?.HoldAround;

    public bool IsInRepetition => Repeat is not null || Around is { IsInRepetition: true };

    /// <summary>Gets the rounds of the enclosing repetitions, for example <c>/3</c>, or an empty text outside of repetitions.</summary>
    public string Rounds => IsInRepetition ? $"{Around?.Rounds}{(Repeat is null ? "" : $"/{Time}")}" : "";

    /// <summary>Gets this position and the positions around it, the innermost first.</summary>
    public IEnumerable<Frame> FromInside
    {
        get
        {
            for (var frame = this; frame is not null; frame = frame.Around)
            {
                yield return frame;
            }
        }
    }

    public Frame Copy() => this with { Around = Around?.Copy() };
}
