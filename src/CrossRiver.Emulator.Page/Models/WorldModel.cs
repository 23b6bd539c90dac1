namespace CrossRiver.Emulator.Page.Models;

/// <summary>One world: its clock, the customers that need attention, all customers, and the switches.</summary>
/// <param name="Clock">The clock.</param>
/// <param name="Attention">The customers that need attention, a page of them.</param>
/// <param name="Customers">The customers, the newest first, a page of them.</param>
public sealed record WorldModel(WorldClockModel Clock, AttentionModel Attention, CustomersModel Customers)
{
    /// <summary>Gets the kept moments: the beginning, then the oldest first.</summary>
    public IReadOnlyList<CheckpointLine> Checkpoints { get; init; } = [];

    /// <summary>Gets the action that keeps this moment.</summary>
    public required ActionForm Keep { get; init; }

    /// <summary>Gets the action that names the partner.</summary>
    public required ActionForm Name { get; init; }

    /// <summary>Gets the result of an advance, or null if the view shows none.</summary>
    public HappenedModel? Happened { get; init; }

    /// <summary>Gets the ways to make customers.</summary>
    public required NewCustomerModel New { get; init; }

    /// <summary>Gets the choice of the scenarios of future customers.</summary>
    public required NextScenariosModel Scenarios { get; init; }

    /// <summary>Gets the registrations, in the order of their creation.</summary>
    public IReadOnlyList<RegistrationLine> Registrations { get; init; } = [];

    /// <summary>Gets the action that registers for another event, or null if all events have a registration.</summary>
    public ActionForm? Register { get; init; }

    /// <summary>Gets all conditions, by name.</summary>
    public IReadOnlyList<ConditionLine> Conditions { get; init; } = [];

    /// <summary>Gets the fault rules that a tester added, in the order in which they act.</summary>
    public IReadOnlyList<FaultLine> Faults { get; init; } = [];

    /// <summary>Gets the actions that add and remove fault rules.</summary>
    public IReadOnlyList<ActionForm> FaultActions { get; init; } = [];

    /// <summary>Gets the action that starts the world again.</summary>
    public required ActionForm Reset { get; init; }

    /// <summary>Gets the address of the world as a snapshot.</summary>
    public string Snapshot { get; init; } = "";
}

/// <summary>The clock of a world.</summary>
/// <param name="Now">The moment of the view.</param>
/// <param name="Mode">The way in which time passes: Real, Manual or Skip.</param>
/// <param name="Speed">The speed while time passes, as a multiple of the machine's.</param>
/// <param name="Actions">The actions that advance and set the clock.</param>
public sealed record WorldClockModel(DateTimeOffset Now, string Mode, double Speed, IReadOnlyList<ActionForm> Actions)
{
    /// <summary>Gets the first moment at which something is due, or null if nothing is.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Gets the span by which a busy world is behind its clock, or null.</summary>
    public TimeSpan? Behind { get; init; }

    /// <summary>Gets whether another caller advances the time now.</summary>
    public bool IsAdvancing { get; init; }

    /// <summary>Gets the moment to which another caller advances the time, or null.</summary>
    public DateTimeOffset? AdvancesTo { get; init; }
}

/// <summary>The events of an advance, up to the moment of the view.</summary>
/// <param name="Summary">The events in a line.</param>
/// <param name="Lines">The first events, the oldest first.</param>
/// <param name="More">The number of further events.</param>
/// <param name="Journal">The address of the same in the journal.</param>
public sealed record HappenedModel(string Summary, IReadOnlyList<HappenedLine> Lines, int More, string Journal);

/// <summary>An event of an advance.</summary>
/// <param name="At">The moment, on the world's clock.</param>
/// <param name="Mark">The state in a word, or an empty text.</param>
/// <param name="Text">The event in a line.</param>
public sealed record HappenedLine(DateTimeOffset At, string Mark, string Text)
{
    /// <summary>Gets the customer that the event is about, or null.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Gets the name of the customer.</summary>
    public string Name { get; init; } = "";
}

/// <summary>The customers that need attention.</summary>
/// <param name="Count">The number of all of them.</param>
/// <param name="Lines">The customers of the page, the most urgent first.</param>
/// <param name="Pager">The way to the other pages.</param>
public sealed record AttentionModel(int Count, IReadOnlyList<AttentionLine> Lines, PagerModel Pager);

/// <summary>A customer that needs attention.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Reasons">The reasons, the most urgent first.</param>
/// <param name="Actions">The actions that end an open hold.</param>
public sealed record AttentionLine(CustomerModel Customer, IReadOnlyList<AttentionReason> Reasons, IReadOnlyList<ActionForm> Actions);

/// <summary>A reason for which a customer needs attention.</summary>
/// <param name="Mark">The state in a word: waiting, failed, held or stuck.</param>
/// <param name="Text">The reason in words.</param>
public sealed record AttentionReason(string Mark, string Text);

/// <summary>The customers of a world.</summary>
/// <param name="Count">The number of all customers, whatever the search.</param>
/// <param name="Search">The text that was searched for, or an empty text.</param>
/// <param name="Customers">The customers of the page, the newest first.</param>
/// <param name="Pager">The way to the other pages.</param>
public sealed record CustomersModel(int Count, string Search, IReadOnlyList<CustomerModel> Customers, PagerModel Pager);

/// <summary>The way to the other pages of a list.</summary>
/// <param name="Text">The place of the page in words.</param>
/// <param name="Previous">The address of the page before, or null.</param>
/// <param name="Next">The address of the page after, or null.</param>
public sealed record PagerModel(string Text, string? Previous, string? Next);

/// <summary>The ways to make customers.</summary>
/// <param name="Create">Creates a customer from the body of an example.</param>
/// <param name="Seed">Creates invented customers.</param>
public sealed record NewCustomerModel(ActionForm Create, ActionForm Seed)
{
    /// <summary>Gets the name of the example.</summary>
    public required string Example { get; init; }

    /// <summary>Gets the examples to choose from.</summary>
    public IReadOnlyList<FieldOption> Examples { get; init; } = [];

    /// <summary>Gets the seed of the example.</summary>
    public int ExampleSeed { get; init; }
}

/// <summary>The scenarios of future customers.</summary>
/// <param name="Default">The scenario of customers that no other is for.</param>
/// <param name="Orders">The waiting orders in words, the next first.</param>
/// <param name="Actions">The actions that order a scenario and set the default.</param>
public sealed record NextScenariosModel(string Default, IReadOnlyList<string> Orders, IReadOnlyList<ActionForm> Actions)
{
    /// <summary>Gets the number of further orders.</summary>
    public int MoreOrders { get; init; }
}

/// <summary>A registration for an event.</summary>
/// <param name="EventName">The event.</param>
/// <param name="Address">The URL to which the event is sent, or the way in which the partner gets it.</param>
/// <param name="Status">The status, in the bank's word.</param>
/// <param name="Actions">The actions on the registration: restart, ping, remove.</param>
public sealed record RegistrationLine(string EventName, string Address, string Status, IReadOnlyList<ActionForm> Actions)
{
    /// <summary>Gets the format of the events.</summary>
    public string Format { get; init; } = "";

    /// <summary>Gets the number of failed attempts since the last success.</summary>
    public int Errors { get; init; }

    /// <summary>Gets the number of events that wait for a restart.</summary>
    public int Held { get; init; }

    /// <summary>Gets the reason of the last failure, or null if the registration is not suspended.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the moment of the last failure, or null.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }
}

/// <summary>A condition, which is on or off.</summary>
/// <param name="Name">The name.</param>
/// <param name="Title">The condition in a sentence, or an empty text.</param>
/// <param name="IsOn">Whether it is active.</param>
/// <param name="Hits">The number of calls that it has affected since its start.</param>
/// <param name="Switch">Starts or stops it.</param>
public sealed record ConditionLine(string Name, string Title, bool IsOn, int Hits, ActionForm Switch)
{
    /// <summary>Gets the end, or null if it must be stopped.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}

/// <summary>A fault rule that a tester added.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Text">The rule in words.</param>
/// <param name="Hits">The number of calls or deliveries that it has affected.</param>
/// <param name="AddedAt">The moment of its addition.</param>
/// <param name="Remove">Removes it.</param>
public sealed record FaultLine(string Id, string Text, int Hits, DateTimeOffset AddedAt, ActionForm Remove);

/// <summary>A kept moment of a world.</summary>
/// <param name="Name">The name.</param>
/// <param name="At">The moment on the world's clock, or null for the beginning of the world.</param>
/// <param name="Since">The address of the journal since the moment.</param>
/// <param name="Actions">The actions: return, delete.</param>
public sealed record CheckpointLine(string Name, DateTimeOffset? At, string Since, IReadOnlyList<ActionForm> Actions);
