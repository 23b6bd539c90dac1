using System.Globalization;
using System.Text;

namespace CrossRiver.Emulator.Testing;

/// <summary>What happened to one customer, for people: a table for the test's output and a diagram for a page.</summary>
public sealed class CustomerStory
{
    internal CustomerStory(Guid customerId, IReadOnlyList<JournalEntry> entries, string mermaid)
    {
        CustomerId = customerId;
        Entries = entries;
        Mermaid = mermaid;
    }

    /// <summary>Whose story it is.</summary>
    public Guid CustomerId { get; }

    /// <summary>What happened, the oldest first; the newest 1,000 entries.</summary>
    public IReadOnlyList<JournalEntry> Entries { get; }

    /// <summary>A sequence diagram in Mermaid's language: the partner, the bank and the receiver of webhooks.</summary>
    public string Mermaid { get; }

    /// <summary>A line for each entry: how long after the first one, its kind, and what happened.</summary>
    public string Table
    {
        get
        {
            var table = new StringBuilder();
            foreach (var entry in Entries)
            {
                var after = (entry.At - Entries[0].At).TotalSeconds.ToString("+0.000;-0.000", CultureInfo.InvariantCulture);
                table.Append(CultureInfo.InvariantCulture, $"{after,14} s  {entry.Kind,-12}  {entry.What}\n");
            }

            return table.ToString();
        }
    }

    /// <summary>The table, and under it the diagram.</summary>
    public override string ToString() => $"Customer {CustomerId}\n{Table}\n```mermaid\n{Mermaid}```\n";
}
