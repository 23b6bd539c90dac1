namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Weather for a whole world, while it lasts: latency, an outage, throttling.</summary>
internal sealed record Condition
{
    /// <summary>Small letters, digits and hyphens; one condition has it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a sentence.</summary>
    public string? Title { get; init; }

    /// <summary>How the API behaves meanwhile; their times count from the condition's start.</summary>
    public required IReadOnlyList<ApiRule> Rules { get; init; }

    /// <summary>The file and place it was read from, for people.</summary>
    public string Source { get; init; } = "";
}
