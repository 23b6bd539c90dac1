using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Customers.Children;

/// <summary>A part of which a customer can have several, one of them the primary one.</summary>
/// <remarks>As a request body, it has no identifier.</remarks>
internal abstract record Child
{
    public abstract Guid Id { get; init; }

    /// <summary>Exactly one of a kind is the primary one, as soon as there is one.</summary>
    public abstract bool IsPrimary { get; init; }
}

/// <summary>A place where a customer lives, works or gets mail.</summary>
internal sealed record Address : Child, IRequestBody
{
    public override Guid Id { get; init; }

    public AddressType? AddressType { get; init; }

    public AddressClassification? Classification { get; init; }

    public override bool IsPrimary { get; init; }

    public string? Street1 { get; init; }

    public string? Street2 { get; init; }

    public string? Street3 { get; init; }

    public string? City { get; init; }

    /// <summary>In the United States, two letters.</summary>
    public string? State { get; init; }

    public string? PostalCode { get; init; }

    /// <summary>Two letters, ISO 3166.</summary>
    public string? CountryCode { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => CustomerFields.Address;
}

/// <summary>The use that a customer makes of an address.</summary>
internal enum AddressType
{
    Home,
    Work,
    Other,
}

/// <summary>The kind of place at an address.</summary>
internal enum AddressClassification
{
    Residential,
    Business,
    PoBox,
    Rural,
    Military,
    Other,
}

/// <summary>A telephone number of a customer.</summary>
internal sealed record Phone : Child, IRequestBody
{
    public override Guid Id { get; init; }

    public override bool IsPrimary { get; init; }

    public string? PhoneType { get; init; }

    /// <summary>10 digits, without sign or country code.</summary>
    public string? PhoneNumber { get; init; }

    public string? Extension { get; init; }

    public string? Notes { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => CustomerFields.Phone;
}

/// <summary>An e-mail address of a customer.</summary>
internal sealed record Email : Child, IRequestBody
{
    public override Guid Id { get; init; }

    public override bool IsPrimary { get; init; }

    public string? EmailType { get; init; }

    public string? EmailAddress { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => CustomerFields.Email;
}

/// <summary>A document that identifies a customer, or a card token.</summary>
internal sealed record Identification : Child, IRequestBody
{
    public override Guid Id { get; init; }

    public override bool IsPrimary { get; init; }

    public string? IdNumber { get; init; }

    public string? IdType { get; init; }

    public DateOnly? IssuedDate { get; init; }

    public DateOnly? ExpDate { get; init; }

    public DateOnly? VerifiedDate { get; init; }

    public string? IssuingAuthority { get; init; }

    public string? IssuingStateOrProvince { get; init; }

    /// <summary>Two letters, ISO 3166.</summary>
    public string? IssuingCountryCode { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => CustomerFields.Identification;
}
