using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Customers.Children;

/// <summary>What is known of a document that identifies a customer, or of a card token.</summary>
/// <remarks>As a request body, without its identifier.</remarks>
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
