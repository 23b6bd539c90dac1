using CrossRiver.Emulator.Platform.Errors;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>Contains the errors of the bank's webhooks, and of the control routes for deliveries. Codes and messages are assumed.</summary>
internal static class WebhookErrors
{
    public static readonly ErrorDefinition DuplicateRegistration = new(Status400BadRequest, 2001, "EventName {0} is already registered for this partner")
    {
        When = "The partner has a registration of this event already.",
    };

    public static readonly ErrorDefinition NoRegistration = new(Status400BadRequest, 2006, "Event {0} has no registration any more")
    {
        When = "The event cannot be sent again: its registration was deleted.",
    };

    public static readonly ErrorDefinition NotPolled = new(Status400BadRequest, 2007, "Event {0} is pushed and cannot be acknowledged")
    {
        When = "Only events of a Poll registration are acknowledged.",
    };

    public static readonly ErrorDefinition NobodyRegistered = new(Status409Conflict, 2423, "Event {0} would go nowhere: {1}")
    {
        When = "Ours, under `/_emulator`: the partner has no registration of the event, or one of the type File.",
    };

    public static readonly ErrorDefinition DeliveryNotReady = new(Status409Conflict, 2431, "Delivery {0} cannot be {1}: {2}")
    {
        When = "Ours, under `/_emulator`: a delivery is not held and so cannot be released, or it is over or just being sent.",
    };

    public static ErrorDefinition[] All => [DuplicateRegistration, NoRegistration, NotPolled, NobodyRegistered, DeliveryNotReady];
}
