using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Customers.Children;

/// <summary>An e-mail address of a customer.</summary>
/// <remarks>As a request body, without its identifier.</remarks>
internal sealed record Email : Child, IRequestBody
{
    public override Guid Id { get; init; }

    public override bool IsPrimary { get; init; }

    public string? EmailType { get; init; }

    public string? EmailAddress { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => CustomerFields.Email;
}
