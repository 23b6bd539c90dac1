using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Customers.Requests;

/// <summary>The body of <c>POST /core/v1/cm/customers</c>.</summary>
internal sealed record CreateCustomerRequest : IRequestBody
{
    public required Guid PartnerId { get; init; }

    public required CustomerName Name { get; init; }

    public required Classification Classification { get; init; }

    public required CustomerProfile Profile { get; init; }

    public string? ClientIdentifier { get; init; }

    public DueDiligence? DueDiligence { get; init; }

    public BusinessDueDiligence? BusinessDueDiligence { get; init; }

    public Address? PrimaryAddress { get; init; }

    public Phone? PrimaryPhone { get; init; }

    public Email? PrimaryEmail { get; init; }

    public Identification? PrimaryIdentification { get; init; }

    public static string DecidingMember => "classification";

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) =>
        CustomerFields.For(EnumText.Parse<Classification>(body.FindMember(DecidingMember)?.TextOrNull())).Create;
}
