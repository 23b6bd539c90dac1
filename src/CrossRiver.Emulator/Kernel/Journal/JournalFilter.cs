namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Which entries a reader wants.</summary>
internal sealed record JournalFilter
{
    /// <summary>All entries.</summary>
    public static JournalFilter None { get; } = new();

    /// <summary>Their kinds, or <see langword="null"/> for all.</summary>
    public IReadOnlyCollection<string>? Kinds { get; init; }

    /// <summary>Tells whether a customer is meant, given its partner and its identifier; <see langword="null"/> when all entries are, those about no customer too.</summary>
    public Func<Guid?, Guid, bool>? IsCustomer { get; init; }

    /// <summary>The name of an event in any casing, or its identifier; <see langword="null"/> for all entries, those about no event too.</summary>
    public string? Event { get; init; }

    /// <summary>A filter for one kind.</summary>
    public static JournalFilter OfKind(string kind) => new() { Kinds = [kind] };

    /// <summary>Whether entries of a kind may be wanted.</summary>
    public bool TakesKind(string kind) => Kinds is null || Kinds.Contains(kind, StringComparer.Ordinal);

    public bool Accepts(JournalEntry entry) =>
        TakesKind(entry.Kind)
        && (IsCustomer is null || (entry.AboutCustomer is { } customerId && IsCustomer(entry.PartnerId, customerId)))
        && (Event is null || IsEvent(entry));

    private bool IsEvent(JournalEntry entry) =>
        string.Equals(entry.AboutEvent.Name, Event, StringComparison.OrdinalIgnoreCase)
        || (entry.AboutEvent.Id is { } id && Guid.TryParse(Event, out var wanted) && id == wanted);
}
