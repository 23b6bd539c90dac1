namespace CrossRiver.Emulator.Page.Models;

/// <summary>The journal of a world, the newest entry first.</summary>
/// <param name="Entries">The entries of the page.</param>
public sealed record JournalModel(IReadOnlyList<JournalLine> Entries)
{
    /// <summary>Gets the filter of the view.</summary>
    public JournalChoice Choice { get; init; } = new();

    /// <summary>Gets the filters by kind, with the filter for all first.</summary>
    public IReadOnlyList<FilterLink> Kinds { get; init; } = [];

    /// <summary>Gets the address of the entries that follow from now on.</summary>
    public string FromHere { get; init; } = "";

    /// <summary>Gets the address without the mark, or null if there is none.</summary>
    public string? FromBeginning { get; init; }

    /// <summary>Gets the address of the view that stays as it is, or of the live view if this one does.</summary>
    public string PauseSwitch { get; init; } = "";

    /// <summary>Gets the addresses of the files with the journal.</summary>
    public IReadOnlyList<ExportLink> Exports { get; init; } = [];

    /// <summary>Gets the number of entries that the journal has dropped.</summary>
    public long Lost { get; init; }

    /// <summary>Gets the neighbours of the page.</summary>
    public Neighbours Neighbours { get; init; } = Neighbours.None;
}

/// <summary>The filter of a journal.</summary>
public sealed record JournalChoice
{
    /// <summary>Gets the kind, or an empty text for all.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Gets the identifier or <c>clientIdentifier</c> of a customer, or an empty text for all.</summary>
    public string Customer { get; init; } = "";

    /// <summary>Gets the cause: partner, bank or tester; or an empty text for all.</summary>
    public string By { get; init; } = "";

    /// <summary>Gets the text that an entry contains, or an empty text for any.</summary>
    public string Text { get; init; } = "";

    /// <summary>Gets the number of the entry after which the view begins, or 0 for the beginning.</summary>
    public long After { get; init; }

    /// <summary>Gets whether the view stays as it is.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Gets whether the reader has searched for something.</summary>
    public bool IsSearch => Customer is not "" || Text is not "" || By is not "";
}

/// <summary>An entry of a journal.</summary>
/// <param name="Number">The number in the journal.</param>
/// <param name="At">The moment, on the world's clock.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Text">The entry in a line.</param>
public sealed record JournalLine(long Number, DateTimeOffset At, string Kind, string Text)
{
    /// <summary>Gets the mark in a word: good, bad, or an empty text.</summary>
    public string Mark { get; init; } = "";

    /// <summary>Gets the customer of the entry, or null.</summary>
    public CustomerLink? Customer { get; init; }

    /// <summary>Gets the members of the entry as JSON.</summary>
    public string Members { get; init; } = "";

    /// <summary>Gets the address of the journal from this entry on.</summary>
    public string FromHere { get; init; } = "";
}

/// <summary>A file with the journal.</summary>
/// <param name="Text">The name of the format.</param>
/// <param name="Address">The address of the file.</param>
public sealed record ExportLink(string Text, string Address);
