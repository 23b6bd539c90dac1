using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Webhooks;

internal static class WebhookExamples
{
    private const string OfacChanged = "Core.Customer.Ofac.Changed";

    private static readonly DateTimeOffset Made = new(2021, 11, 22, 15, 49, 58, 843, TimeSpan.Zero);
    private static readonly Guid Id = new("5f0d9c77-52a8-4d0c-9d30-ade80104eb7a");
    private static readonly Uri Callback = new("http://localhost:9000/hooks");

    public static CreateRegistrationRequest Registration(ExampleSetting at) => new()
    {
        PartnerId = at.PartnerId,
        EventName = "Core.Customer.Onboarded",
        CallbackUrl = Callback,
        AuthUsername = "hook-user",
        AuthPassword = "hook-password",
        Type = RegistrationType.Push,
        Format = RegistrationFormat.Basic,
    };

    public static object ChangedRegistration(ExampleSetting at) =>
        new { CallbackUrl = "http://localhost:9000/other-hooks", Format = RegistrationFormat.Extended };

    public static RegistrationBody AnsweredRegistration(ExampleSetting at) => RegistrationBody.Of(new Registration
    {
        Id = Id,
        Number = 1,
        PartnerId = at.PartnerId,
        EventName = OfacChanged,
        CallbackUrl = Callback,
        Type = RegistrationType.Push,
        Format = RegistrationFormat.Basic,
        CreatedAt = Made,
    });

    public static WebhookEventBody AnsweredEvent(ExampleSetting at) => new()
    {
        Id = Id,
        EventName = OfacChanged,
        Status = WebhookEventStatus.Success,
        PartnerId = at.PartnerId,
        CreatedAt = EasternTime.ToMilliseconds(Made),
        LastAttemptedAt = EasternTime.ToMilliseconds(Made),
        Resources = ["core/v1/cm/customers/9052b6a5-3f09-41d1-b526-ade80104eb79"],
        Details = [],
    };
}
