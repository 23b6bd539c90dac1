using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Deliveries;

/// <summary>Provides the buttons of deliveries. Each is a control route.</summary>
internal sealed class DeliveryActions(World world, PageContext page)
{
    /// <summary>Returns the actions on all deliveries.</summary>
    /// <param name="next">The first delivery that the pause holds, or null if it holds none.</param>
    public IReadOnlyList<ActionForm> OfAll(bool isPaused, Delivery? next) => !isPaused ? [Pause()] : next is null ? [Resume()] : [Resume(), Step(next)];

    /// <summary>Returns the actions that the state of a delivery allows.</summary>
    public IReadOnlyList<ActionForm> Of(Delivery delivery) => delivery.State switch
    {
        DeliveryState.Paused or DeliveryState.Delayed => [Release(delivery), Drop(delivery)],
        DeliveryState.Held => [Restart(delivery), Drop(delivery)],
        DeliveryState.Retrying or DeliveryState.Polled => [Drop(delivery)],
        DeliveryState.Finished => [Resend(delivery.Event.Id)],
        _ => [],
    };

    /// <summary>Returns the action that changes the body and the headers of a held webhook.</summary>
    /// <param name="body">The body as it is.</param>
    public ActionForm Edit(Delivery delivery, string body)
    {
        var change = new JsonObject { ["body"] = BodyIn(body), ["headers"] = new JsonObject() };
        return page.Action("Edit", "PATCH", PageContext.ControlOf(world, $"deliveries/{delivery.Event.Id}"),
            new ActionField("change", "Body and headers") { Form = FieldForm.Json, Value = change.ToJsonString(PageContext.Indented) }) with
        {
            Done = "The webhook is edited. Release it to send it.",
            Explanation = "Changes the request; its signature is made of the new body",
        };
    }

    public ActionForm Resend(Guid eventId) => Act(eventId, "Resend", "resend") with { Done = "The webhook is sent again." };

    private ActionForm Pause() => page.Action("Pause", "POST", PageContext.ControlOf(world, "deliveries/pause")) with
    {
        Done = "Deliveries are paused.",
        Explanation = "Holds each webhook until you release it",
    };

    private ActionForm Resume() => page.Action("Resume", "POST", PageContext.ControlOf(world, "deliveries/resume")) with
    {
        Kind = ActionKind.Primary,
        Done = "Deliveries are resumed.",
        Explanation = "Sends what is held in the order of its events, and all that follows at once",
    };

    private ActionForm Step(Delivery next) => Act(next.Event.Id, "Release the next", "release") with
    {
        Done = $"{next.Event.EventName} is released.",
        Explanation = $"Sends the oldest that is held: {next.Event.EventName}",
    };

    private ActionForm Release(Delivery delivery) => Act(delivery.Event.Id, "Release", "release") with
    {
        Done = "The webhook is released.",
        Explanation = "Sends it now, before or after others of its customer",
    };

    private ActionForm Restart(Delivery delivery) => page.Action("Restart", "PUT", $"/webhooks/v1/registrations/{delivery.RegistrationId}/restart") with
    {
        Kind = ActionKind.Primary,
        Done = "The registration restarts.",
        Explanation = "Restarts the registration, and sends what waits for it",
    };

    private ActionForm Drop(Delivery delivery) => Act(delivery.Event.Id, "Drop", "drop") with
    {
        Kind = ActionKind.Danger,
        Done = "The webhook is dropped.",
        Explanation = "Counts it as sent, and sends nothing",
    };

    // A body need not be JSON; then it is sent as text.
    private static JsonNode? BodyIn(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject body ? body : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private ActionForm Act(Guid eventId, string label, string verb) => page.Action(label, "POST", PageContext.ControlOf(world, $"deliveries/{eventId}/{verb}"));
}
