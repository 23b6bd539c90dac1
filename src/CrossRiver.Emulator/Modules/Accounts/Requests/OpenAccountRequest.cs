using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Accounts.Requests;

/// <summary>The body of <c>POST /core/v1/dda/accounts</c>.</summary>
internal sealed record OpenAccountRequest : IRequestBody
{
    public required Guid CustomerId { get; init; }

    public required Guid ProductId { get; init; }

    /// <summary>Gets the title, or null for none.</summary>
    /// <remarks>Assumed: the bank does not invent one.</remarks>
    public string? Title { get; init; }

    public StatementAddress? StatementAddress { get; init; }

    public string? ClientIdentifier { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => AccountFields.OpenAccount;

    public Account ToAccount(string key, string number, Guid partnerId, Product product, DateTimeOffset now) => new()
    {
        Number = number,
        Key = key,
        PartnerId = partnerId,
        CustomerId = CustomerId,
        ProductId = product.Id,
        LedgerType = product.LedgerType,
        Title = Title,
        ClientIdentifier = ClientIdentifier,
        StatementAddress = StatementAddress,
        OpenedAt = now,
        LastModifiedAt = now,
    };
}

/// <summary>The address to which the bank sends the statements of an account.</summary>
internal sealed record StatementAddress
{
    public string? Street1 { get; init; }

    public string? Street2 { get; init; }

    public string? City { get; init; }

    public string? State { get; init; }

    public string? PostalCode { get; init; }

    public string? CountryCode { get; init; }
}
