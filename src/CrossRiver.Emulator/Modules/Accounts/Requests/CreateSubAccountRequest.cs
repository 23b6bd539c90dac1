using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Accounts.Requests;

/// <summary>The body of <c>POST /core/v1/dda/subaccounts</c>.</summary>
internal sealed record CreateSubAccountRequest : IRequestBody
{
    public required string MasterAccountNumber { get; init; }

    public required string Title { get; init; }

    public Guid? CustomerId { get; init; }

    public Beneficiary? Beneficiary { get; init; }

    public string? ClientIdentifier { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => AccountFields.CreateSubAccount;

    public SubAccount ToSubAccount(string key, string number, DateTimeOffset now) => new()
    {
        Number = number,
        Key = key,
        MasterNumber = MasterAccountNumber,
        CustomerId = CustomerId,
        Title = Title,
        Beneficiary = Beneficiary,
        ClientIdentifier = ClientIdentifier,
        OpenedAt = now,
        LastModifiedAt = now,
    };
}

/// <summary>The person or business for which a subledger keeps money.</summary>
internal sealed record Beneficiary
{
    public string? ReferenceId { get; init; }

    public string? FirstName { get; init; }

    public string? MiddleName { get; init; }

    public string? LastName { get; init; }

    public string? EntityName { get; init; }

    public string? StreetAddress1 { get; init; }

    public string? StreetAddress2 { get; init; }

    public string? City { get; init; }

    public string? State { get; init; }

    public string? PostalCode { get; init; }

    public string? CountryCode { get; init; }

    public string? PhoneNumber { get; init; }

    public string? EmailAddress { get; init; }

    public string? Notes { get; init; }
}
