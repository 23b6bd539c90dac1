using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Customers.Owners;

/// <summary>A person who owns a part of a business.</summary>
/// <remarks>As a request body, without its identifier.</remarks>
internal sealed record BeneficialOwner : IRequestBody
{
    public Guid Id { get; init; }

    /// <summary>The owner's own customer record.</summary>
    public Guid OwnerCustomerId { get; init; }

    public string? OwnerTitle { get; init; }

    /// <summary>0 to 100. Read as a number or as text, answered as a number.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public decimal OwnershipPercentage { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => CustomerFields.Owner;
}
