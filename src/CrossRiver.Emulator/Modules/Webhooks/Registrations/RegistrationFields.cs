using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Platform.Bodies;
using static CrossRiver.Emulator.Platform.Bodies.Field;
using static CrossRiver.Emulator.Platform.Bodies.FieldType;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>The fields of a registration, and the form of each.</summary>
/// <remarks>Source: the bank's pages on registrations and a recorded client. Assumed: a Push registration needs a callback URL.
/// The bank accepts https only; the emulator accepts http, too, for receivers on a developer's machine.</remarks>
internal static class RegistrationFields
{
    /// <summary>The form of a callback URL, for messages.</summary>
    public static readonly string FormOfCallbackUrl =
        $"must be an http or https URL of at most {LongestUrl} characters, without credentials, and to a host that can be called";

    private const int LongestUrl = 255;

    private static readonly FieldType EventName =
        OneOf("must be the name of an event of the bank", services => services.GetRequiredService<EventCatalog>().All);

    private static readonly FieldType CallbackUrl =
        OfText(FormOfCallbackUrl, IsCallbackUrl, new FieldFormat { Format = "uri", Longest = LongestUrl, IsPartial = true });

    private static readonly IReadOnlyList<Field> CreatePush = CreateFor(isPush: true);
    private static readonly IReadOnlyList<Field> CreateOther = CreateFor(isPush: false);

    /// <summary>Returns the fields of a new registration.</summary>
    public static IReadOnlyList<Field> Create(RegistrationType type) => type is RegistrationType.Push ? CreatePush : CreateOther;

    /// <summary>Returns whether a text can be a callback URL.</summary>
    public static bool IsCallbackUrl(string text) =>
        text.Length <= LongestUrl
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.UserInfo.Length == 0
        && CallbackHost.InAscii(url) is not null;

    private static IReadOnlyList<Field> CreateFor(bool isPush) =>
    [
        Of("partnerId", Id).Required(),
        Of("eventName", EventName).Required(),
        Of("callbackUrl", CallbackUrl).RequiredIf(isPush),
        Of("authUsername", Text()),
        Of("authPassword", Text()),
        Of("type", OneOf<RegistrationType>()),
        Of("format", OneOf<RegistrationFormat>()),

        // The bank's clients send these members back, and they change nothing.
        Of("id", Anything), Of("registrationType", Anything), Of("consecutiveErrors", Anything), Of("lastError", Anything), Of("status", Anything),
    ];

}
