using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Scenarios.Steps;

/// <summary>One thing the bank does to a customer: when, and what.</summary>
internal sealed record Step
{
    /// <summary>
    /// Names the step within its scenario. A step without an id is named by its place: <c>3</c>, and below the step <c>review</c>
    /// <c>review.release.1</c> (an action), <c>review.1.2</c> (the second step of its first choice or of its repetition).
    /// </summary>
    public required string Id { get; init; }

    /// <summary>A remark for whoever reads the file; nothing depends on it.</summary>
    public string? Note { get; init; }

    /// <summary>How long the bank takes, counted from the end of the step before; for the first step, from the create. With <see cref="Upon"/>, from that.</summary>
    public Delay? After { get; init; }

    /// <summary>How long after the create the step comes, whatever the others do. Such a step has a lane of its own: it waits for nobody, and nobody for it.</summary>
    public Delay? At { get; init; }

    /// <summary>What must have happened before, besides the step before.</summary>
    public Upon? Upon { get; init; }

    /// <summary>What changes of the customer, in the order of the registered fields; mostly nothing. A change publishes its event by itself, as at the bank.</summary>
    public IReadOnlyList<FieldChange> Set { get; init; } = [];

    /// <summary>Whether the change is kept from the partner: <c>event: none</c>.</summary>
    public bool IsSilent { get; init; }

    /// <summary>An event to publish although nothing changes.</summary>
    public string? Emit { get; init; }

    /// <summary>A wait for a person; the steps after it come when it ends.</summary>
    public Hold? Hold { get; init; }

    /// <summary>Ways to go on, one of which is taken by chance.</summary>
    public IReadOnlyList<Choice> Choose { get; init; } = [];

    /// <summary>Steps that come again and again.</summary>
    public Repeat? Repeat { get; init; }

    /// <summary>A condition that the step starts for a while, or stops.</summary>
    public WeatherChange? Conditions { get; init; }

    /// <summary>For how long after the step's event a read still shows what was before; negative, for how long before it a read shows what is to come.</summary>
    public TimeSpan ReadLag { get; init; }

    /// <summary>How the step's event is delivered, instead of as the scenario says.</summary>
    public DeliveryRules? Delivery { get; init; }
}

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

/// <summary>A wait for a person at the bank, who does one of some things; the first to do something decides.</summary>
internal sealed record Hold
{
    /// <summary>What can be done, at least one thing, in the order of the file.</summary>
    public required IReadOnlyList<HoldAction> Actions { get; init; }

    /// <summary>After how long something is done although nobody came, or <see langword="null"/> to wait for ever.</summary>
    public Delay? Timeout { get; init; }

    /// <summary>The name of what is done then.</summary>
    public string? TimeoutAction { get; init; }
}

/// <summary>Something that a person can do while a hold waits.</summary>
internal sealed record HoldAction
{
    public required string Name { get; init; }

    /// <summary>What follows; after it the story goes on behind the hold.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>Whether the hold goes on waiting afterwards.</summary>
    public bool Stays { get; init; }
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
