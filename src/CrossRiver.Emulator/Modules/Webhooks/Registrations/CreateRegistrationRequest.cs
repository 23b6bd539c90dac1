using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>The body of <c>POST /webhooks/v1/registrations</c>, and of the PUT that changes a registration.</summary>
internal sealed record CreateRegistrationRequest : IRequestBody
{
    public required Guid PartnerId { get; init; }

    public required string EventName { get; init; }

    public Uri? CallbackUrl { get; init; }

    public string? AuthUsername { get; init; }

    public string? AuthPassword { get; init; }

    /// <summary>The default is <see cref="RegistrationType.Push"/>.</summary>
    public RegistrationType? Type { get; init; }

    /// <summary>The default is <see cref="RegistrationFormat.Basic"/>. Assumed: the bank does not state its default.</summary>
    public RegistrationFormat? Format { get; init; }

    public static string DecidingMember => "type";

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) =>
        RegistrationFields.Create(EnumText.Parse<RegistrationType>(body.FindMember(DecidingMember)?.TextOrNull()) ?? RegistrationType.Push);

    /// <summary>Returns the request that creates an equal registration.</summary>
    public static CreateRegistrationRequest Of(Registration registration) => new()
    {
        PartnerId = registration.PartnerId,
        EventName = registration.EventName,
        CallbackUrl = registration.CallbackUrl,
        AuthUsername = registration.AuthUsername,
        AuthPassword = registration.AuthPassword,
        Type = registration.Type,
        Format = registration.Format,
    };

}
