namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Represents a choice of entries.</summary>
internal sealed record JournalFilter
{
    /// <summary>Gets the filter that accepts all entries.</summary>
    public static JournalFilter None { get; } = new();

    /// <summary>Gets the accepted kinds, or null for all.</summary>
    public IReadOnlyCollection<string>? Kinds { get; init; }

    /// <summary>Gets whether a customer of a partner is accepted, or null to accept all entries, also without a customer.</summary>
    public Func<Guid?, Guid, bool>? IsCustomer { get; init; }

    /// <summary>Gets the name of an event in any casing, or its identifier; or null to accept all entries, also without an event.</summary>
    public string? Event { get; init; }

    public static JournalFilter OfKind(string kind) => new() { Kinds = [kind] };

    public bool TakesKind(string kind) => Kinds is null || Kinds.Contains(kind, StringComparer.Ordinal);

    public bool Accepts(JournalEntry entry) =>
        TakesKind(entry.Kind)
        && (IsCustomer is null || (entry.AboutCustomer is { } customerId && IsCustomer(entry.PartnerId, customerId)))
        && (Event is null || IsEvent(entry));

    private bool IsEvent(JournalEntry entry) =>
        string.Equals(entry.AboutEvent.Name, Event, StringComparison.OrdinalIgnoreCase)
        || (entry.AboutEvent.Id is { } id && Guid.TryParse(Event, out var wanted) && id == wanted);
}
