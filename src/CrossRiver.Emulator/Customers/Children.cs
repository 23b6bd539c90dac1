using System.Text.Json;
using CrossRiver.Emulator.Bodies;

namespace CrossRiver.Emulator.Customers;

/// <summary>Something a customer can have several of, one of them the primary one.</summary>
internal abstract record Child
{
    public abstract Guid Id { get; init; }

    /// <summary>Whether this is the one that counts. Exactly one of a kind is, as soon as there is one.</summary>
    public abstract bool IsPrimary { get; init; }
}

/// <summary>A place where a customer lives, works or gets mail. As a request body, without its identifier.</summary>
internal sealed record Address : Child, IRequestBody
{
    public override Guid Id { get; init; }

    public AddressType? AddressType { get; init; }

    public AddressClassification? Classification { get; init; }

    public override bool IsPrimary { get; init; }

    public string? Street1 { get; init; }

    public string? Street2 { get; init; }

    public string? City { get; init; }

    public string? State { get; init; }

    public string? PostalCode { get; init; }

    /// <summary>Two letters, ISO 3166.</summary>
    public string? CountryCode { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => CustomerFields.Address;
}

/// <summary>What a customer uses an address for.</summary>
internal enum AddressType
{
    Home,
    Work,
    Other,
}

/// <summary>What stands at an address.</summary>
internal enum AddressClassification
{
    Residential,
    Business,
    PoBox,
    Rural,
    Military,
    Other,
}

/// <summary>A telephone number of a customer. As a request body, without its identifier.</summary>
internal sealed record Phone : Child, IRequestBody
{
    public override Guid Id { get; init; }

    public override bool IsPrimary { get; init; }

    public string? PhoneType { get; init; }

    /// <summary>10 digits, without sign or country code.</summary>
    public string? PhoneNumber { get; init; }

    public string? Extension { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => CustomerFields.Phone;
}
