using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Represents the position in a list of steps.</summary>
internal sealed record Frame(IReadOnlyList<Step> Steps)
{
    public int Index { get; set; }

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
}
