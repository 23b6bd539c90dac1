namespace CrossRiver.Emulator.Page.Models;

/// <summary>The past and the future of one customer.</summary>
/// <param name="Customer">The customer as the bank has it.</param>
/// <param name="Now">The moment of the view, on the world's clock.</param>
public sealed record StoryModel(CustomerModel Customer, DateTimeOffset Now)
{
    /// <summary>Gets the name of the scenario, or null for a customer without a story.</summary>
    public string? Scenario { get; init; }

    /// <summary>Gets the reason for which the customer got the scenario, or null if the journal no longer has it.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the holds that wait for a person. They are first on the page.</summary>
    public IReadOnlyList<HoldModel> Holds { get; init; } = [];

    /// <summary>Gets the past, the oldest first.</summary>
    public IReadOnlyList<StoryEntry> Past { get; init; } = [];

    /// <summary>Gets the number of older entries that were dropped.</summary>
    public long Lost { get; init; }

    /// <summary>Gets the address of the older entries, or null if there are none.</summary>
    public string? Older { get; init; }

    /// <summary>Gets the planned steps, the next first.</summary>
    public IReadOnlyList<PlannedEntry> Planned { get; init; } = [];

    /// <summary>Gets whether more is planned than the list has.</summary>
    public bool IsCut { get; init; }

    /// <summary>Gets the level of detail.</summary>
    public StoryLevel Level { get; init; }

    /// <summary>Gets the buttons that advance the clock.</summary>
    public IReadOnlyList<ActionForm> Clock { get; init; } = [];

    /// <summary>Gets the actions on the customer: outcome, scan, event.</summary>
    public IReadOnlyList<ActionForm> Actions { get; init; } = [];

    /// <summary>Gets the record as a GET answers it now, as JSON.</summary>
    public string Record { get; init; } = "";

    /// <summary>Gets the accounts of the customer.</summary>
    public IReadOnlyList<AccountLine> Accounts { get; init; } = [];

    /// <summary>Gets the story as a Mermaid diagram.</summary>
    public string Mermaid { get; init; } = "";

    /// <summary>Gets the calls of the story as command lines.</summary>
    public string CurlLines { get; init; } = "";

    /// <summary>Gets the address of the story as a scenario file.</summary>
    public string ScenarioFile { get; init; } = "";

    /// <summary>Gets the address of the story as a HAR file.</summary>
    public string Har { get; init; } = "";
}

/// <summary>The detail of a story.</summary>
public enum StoryLevel
{
    /// <summary>Changes, webhooks and what people did.</summary>
    Story,

    /// <summary>The calls of the partner, too.</summary>
    Calls,

    /// <summary>Every entry of the journal.</summary>
    Everything,
}

/// <summary>A customer in the head of a story and in lists.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Name">The full name.</param>
/// <param name="Classification">Personal or Business.</param>
/// <param name="Status">The status, in the bank's word.</param>
/// <param name="Ofac">The result of the OFAC scan.</param>
/// <param name="PepScan">The result of the PEP scan.</param>
public sealed record CustomerModel(Guid Id, string Name, string Classification, string Status, string Ofac, string PepScan)
{
    /// <summary>Gets the last four digits of the tax id, or null.</summary>
    public string? TaxIdEnd { get; init; }

    /// <summary>Gets the partner's own identifier, or null.</summary>
    public string? ClientIdentifier { get; init; }

    /// <summary>Gets the moment of the creation.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the reasons for which the customer needs attention, in words.</summary>
    public IReadOnlyList<string> Attention { get; init; } = [];

    /// <summary>Gets the name of the scenario, or null.</summary>
    public string? Scenario { get; init; }
}

/// <summary>A wait for a person.</summary>
/// <param name="Step">The step that waits.</param>
/// <param name="Actions">The actions of a person that end the wait.</param>
public sealed record HoldModel(string Step, IReadOnlyList<ActionForm> Actions)
{
    /// <summary>Gets the moment at which the wait ends by itself, or null if it never does.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Gets the action that the end does.</summary>
    public string? EndsWith { get; init; }
}

/// <summary>Something that happened in a story.</summary>
/// <param name="Number">The number of the entry in the journal.</param>
/// <param name="At">The moment, on the world's clock.</param>
/// <param name="Kind">The kind of the journal's entry, or <c>idle</c> for a time in which nothing happened.</param>
/// <param name="Text">The entry in a line.</param>
public sealed record StoryEntry(long Number, DateTimeOffset At, string Kind, string Text)
{
    /// <summary>Gets the mark in a word: good, bad, waiting, or an empty text.</summary>
    public string Mark { get; init; } = "";

    /// <summary>Gets the details below the line, each with a label.</summary>
    public IReadOnlyList<DetailLine> Details { get; init; } = [];

    /// <summary>Gets the delivery of a webhook, or null for another entry.</summary>
    public DeliveryLine? Delivery { get; init; }
}

/// <summary>A detail with its label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Text">The text; a long text is shown in a separate box.</param>
public sealed record DetailLine(string Label, string Text);

/// <summary>An attempt to deliver a webhook.</summary>
/// <param name="Number">The number of the attempt, from 1.</param>
/// <param name="SentAt">The moment of its begin.</param>
/// <param name="IsTaken">Whether the partner acknowledged the event.</param>
/// <param name="Result">The result in words.</param>
public sealed record AttemptLine(int Number, DateTimeOffset SentAt, bool IsTaken, string Result)
{
    /// <summary>Gets the address that was called.</summary>
    public string Address { get; init; } = "";

    /// <summary>Gets the beginning of the partner's answer, or null.</summary>
    public string? Answer { get; init; }
}

/// <summary>Something that is planned in a story.</summary>
/// <param name="Id">The step's name in the timeline.</param>
/// <param name="Text">The effect of the step, in words.</param>
/// <param name="DueAt">The moment at which it is due, or null if it waits for something else.</param>
/// <param name="WaitsFor">The awaited event in words, or null if the step waits for the clock.</param>
/// <param name="Actions">The actions on the step: run now, skip, delay.</param>
public sealed record PlannedEntry(string Id, string Text, DateTimeOffset? DueAt, string? WaitsFor, IReadOnlyList<ActionForm> Actions);

/// <summary>An account of a customer in a line.</summary>
/// <param name="Number">The account number.</param>
/// <param name="Title">The title, or an empty text.</param>
/// <param name="Status">The status.</param>
/// <param name="Balance">The balance in dollars, as text.</param>
/// <param name="Actions">The actions on the account.</param>
public sealed record AccountLine(string Number, string Title, string Status, string Balance, IReadOnlyList<ActionForm> Actions);
