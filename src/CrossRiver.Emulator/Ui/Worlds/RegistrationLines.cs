using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>Lists the registrations of a world, with what a suspended registration waits for.</summary>
internal sealed class RegistrationLines(World world, PageContext page)
{
    private const string Path = "/webhooks/v1/registrations";

    // The events of an onboarding are proposed first.
    private static readonly IReadOnlyList<string> First = [CustomerEvents.Onboarded, CustomerEvents.OfacChanged, CustomerEvents.PepScanChanged];

    public IReadOnlyList<RegistrationLine> Read()
    {
        var held = world.AllRegistrations.Any(registration => registration.Status is not RegistrationStatus.Active)
            ? world.AllDeliveries.Where(delivery => delivery.State is DeliveryState.Held).ToLookup(delivery => delivery.RegistrationId)
            : Array.Empty<Delivery>().ToLookup(delivery => delivery.RegistrationId);
        return [.. world.AllRegistrations.Select(registration => LineOf(registration, [.. held[registration.Id]]))];
    }

    /// <summary>Returns the action that registers for another event with the built-in inbox or a URL, or null if all events have a registration.</summary>
    public ActionForm? Register(EventCatalog events)
    {
        var taken = world.AllRegistrations.Select(registration => registration.EventName);
        var free = First.Union(events.All, StringComparer.Ordinal).Except(taken, StringComparer.Ordinal).ToList();
        return free is [] ? null : page.Action("Register", "POST", Path,
            new ActionField("partnerId", "Partner") { IsHidden = true, Value = $"{world.PartnerId}" },
            new ActionField("eventName", "Event") { Options = [.. free.Select(name => new FieldOption(name, name))], Value = free[0] },
            new ActionField("callbackUrl", "URL, at first that of the built-in inbox")
            {
                Value = page.AddressOf($"{ControlRoutes.Prefix}/inbox/{world.PartnerId:N}"),
                IsRequired = true,
            },
            new ActionField("format", "Format")
            {
                Options = [.. Enum.GetNames<RegistrationFormat>().Select(format => new FieldOption(format, format))],
                Value = nameof(RegistrationFormat.Basic),
            }) with
        {
            Done = "The partner is registered.",
        };
    }

    private RegistrationLine LineOf(Registration registration, IReadOnlyList<Delivery> held)
    {
        var path = $"{Path}/{registration.Id}";
        var failures = held.SelectMany(delivery => delivery.Attempts).Where(attempt => attempt.Result.Failure is not null);
        return new RegistrationLine(
            registration.EventName, registration.CallbackUrl?.OriginalString ?? $"{registration.Type}", $"{registration.Status}",
            [
                .. registration.Status is RegistrationStatus.Suspended
                    ? [page.Action("Restart", "PUT", $"{path}/restart") with { Kind = ActionKind.Primary, Done = "The registration restarts." }]
                    : Array.Empty<ActionForm>(),
                .. registration.CallbackUrl is not null
                    ? [page.Action("Ping", "PUT", $"{path}/ping") with { Done = "A test event is sent." }]
                    : Array.Empty<ActionForm>(),
                page.Action("Remove", "DELETE", path) with { Kind = ActionKind.Danger, Done = "The registration is removed." },
            ])
        {
            Format = $"{registration.Format}",
            Errors = registration.ConsecutiveErrors,
            Held = held.Count,
            Reason = failures.MaxBy(attempt => attempt.SentAt)?.Result.Failure,
            LastErrorAt = PageContext.At(registration.LastError),
        };
    }
}
