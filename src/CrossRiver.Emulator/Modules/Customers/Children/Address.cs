using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Customers.Children;

/// <summary>A place where a customer lives, works or gets mail.</summary>
/// <remarks>As a request body, without its identifier.</remarks>
internal sealed record Address : Child, IRequestBody
{
    public override Guid Id { get; init; }

    public AddressType? AddressType { get; init; }

    public AddressClassification? Classification { get; init; }

    public override bool IsPrimary { get; init; }

    public string? Street1 { get; init; }

    public string? Street2 { get; init; }

    public string? City { get; init; }

    /// <summary>In the United States, two letters.</summary>
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
