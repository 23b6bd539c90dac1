using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Represents the query members that select customers.</summary>
/// <param name="Search">The text that names customers, or null for all.</param>
/// <param name="NeedsAttention">Whether only customers that need attention are selected.</param>
internal sealed record CustomerSearch(string? Search, bool NeedsAttention) : IQuery<CustomerSearch>
{
    private const int LengthOfTaxIdEnd = 4;

    // Fewer characters of an identifier name too many customers.
    private const int ShortestId = 8;

    public static CustomerSearch Read(QueryReader query) => new(
        query.Text("search", "Only customers whose name or `clientIdentifier` contains this text, whose `id` begins with it, or whose tax id ends with these four digits.")?.Trim(),
        query.Flag("needsAttention", "True for only customers with an open hold, a failing delivery, or a scan that nothing planned will answer.") is true);

    /// <summary>Returns whether the text names a customer, regardless of its need of attention.</summary>
    public bool Names(Customer customer) => Search is not { } text
        || customer.Name.FullName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || customer.ClientIdentifier?.Contains(text, StringComparison.OrdinalIgnoreCase) is true
        || (text.Length is LengthOfTaxIdEnd && TaxIdEndOf(customer) == text)
        || (text.Length >= ShortestId && $"{customer.Id}".StartsWith(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the last four digits of a customer's tax id, or null if there is none.</summary>
    public static string? TaxIdEndOf(Customer customer) => customer.Profile.TaxId is { Length: > LengthOfTaxIdEnd } taxId ? taxId[^LengthOfTaxIdEnd..] : null;
}
