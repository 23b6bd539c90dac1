using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Customers.Children;

/// <summary>A telephone number of a customer.</summary>
/// <remarks>As a request body, without its identifier.</remarks>
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
