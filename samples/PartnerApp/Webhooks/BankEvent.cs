using System.Text.Json;

namespace PartnerApp.Webhooks;

/// <summary>What a webhook says: that something has changed, and where to read what.</summary>
/// <param name="PartnerId">The partner that it is for.</param>
/// <param name="Resources">Paths at the bank, such as <c>core/v1/cm/customers/{id}</c>; several when the bank gathers events, none in a ping.</param>
internal sealed record BankEvent(Guid PartnerId, IReadOnlyList<string> Resources)
{
    private const string Customers = "core/v1/cm/customers/";

    /// <summary>The customers that have changed, themselves or something below them.</summary>
    public IEnumerable<Guid> CustomerIds => Resources
        .Where(resource => resource.StartsWith(Customers, StringComparison.OrdinalIgnoreCase))
        .Select(resource => Guid.TryParse(resource[Customers.Length..].Split('/')[0], out var id) ? id : Guid.Empty)
        .Where(id => id != Guid.Empty)
        .Distinct();

    /// <summary>Reads a body, or <see langword="null"/> if it is no event.</summary>
    public static BankEvent? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<BankEvent>(body, JsonSerializerOptions.Web) is { Resources: not null } happened ? happened : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
