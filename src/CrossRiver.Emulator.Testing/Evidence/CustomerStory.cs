using System.Globalization;

namespace CrossRiver.Emulator.Testing;

/// <summary>Represents the history of one customer as a table for the test's output and as a diagram.</summary>
public sealed class CustomerStory
{
    internal CustomerStory(Guid customerId, IReadOnlyList<JournalEntry> entries, string mermaid)
    {
        CustomerId = customerId;
        Entries = entries;
        Mermaid = mermaid;
    }

    /// <summary>Gets the customer's identifier.</summary>
    public Guid CustomerId { get; }

    /// <summary>Gets the newest 1,000 journal entries of the customer, the oldest first.</summary>
    public IReadOnlyList<JournalEntry> Entries { get; }

    /// <summary>Gets a Mermaid sequence diagram of the partner, the bank and the receiver of webhooks.</summary>
    public string Mermaid { get; }

    /// <summary>Gets a line for each entry: the time since the first entry, the kind, and a description.</summary>
    public string Table => string.Concat(Entries.Select(entry => string.Create(
        CultureInfo.InvariantCulture,
        $"{(entry.At - Entries[0].At).TotalSeconds,14:+0.000;-0.000} s  {entry.Kind,-12}  {entry.What}\n")));

    /// <summary>Returns the table, followed by the diagram in a Mermaid code block.</summary>
    public override string ToString() => $"Customer {CustomerId}\n{Table}\n```mermaid\n{Mermaid}```\n";
}
