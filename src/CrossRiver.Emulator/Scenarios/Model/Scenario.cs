using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Scenarios.Model;

/// <summary>One customer's story: who it is for, what the bank does and when, how the news travels, and how the API behaves meanwhile.</summary>
internal sealed record Scenario
{
    private readonly Lazy<Plot> _plot = new(() => new Plot([]));

    /// <summary>Small letters, digits and hyphens; one scenario has it.</summary>
    public required string Name { get; init; }

    /// <summary>What the story is, in a sentence.</summary>
    public string? Title { get; init; }

    /// <summary>Where its random choices come from, instead of from the emulator's seed.</summary>
    public long? Seed { get; init; }

    /// <summary>Which scenario wins when several match: the higher one.</summary>
    /// <value>0 to 100. The default is 50.</value>
    public int Priority { get; init; } = 50;

    /// <summary>The customers it is for, or <see langword="null"/> when it has to be asked for by name.</summary>
    public Match? Match { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<Step> Timeline
    {
        get;
        init
        {
            field = value;
            _plot = new Lazy<Plot>(() => new Plot(value));
        }
    }

    /// <summary>What the timeline says as a whole.</summary>
    public Plot Plot => _plot.Value;

    /// <summary>How its events are delivered, or <see langword="null"/> for as usual.</summary>
    public DeliveryRules? Delivery { get; init; }

    /// <summary>How the API behaves towards its customer, other than as usual.</summary>
    public IReadOnlyList<ApiRule> Api { get; init; } = [];

    /// <summary>The file and place it was read from, for people: <c>scenarios/mine.yaml(3,1)</c>.</summary>
    public string Source { get; init; } = "";
}
