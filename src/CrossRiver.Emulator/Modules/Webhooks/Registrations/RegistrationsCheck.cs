using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using CrossRiver.Emulator.Modules.Webhooks.Events;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>Checks the registrations of a snapshot.</summary>
internal static class RegistrationsCheck
{
    /// <exception cref="InvalidDataException">No call could have created one of the registrations.</exception>
    public static void Check(SavedRegistrations saved, SnapshotInCheck snapshot)
    {
        var allowed = snapshot.Services.GetRequiredService<AllowedCallbacks>();
        var events = snapshot.Services.GetRequiredService<EventCatalog>();
        var list = snapshot.Place.Of("registrations").Of("registrations");
        list.ForEach(saved.Registrations, (registration, at) => Check(registration, snapshot.PartnerId, saved.Created, events, at));
        list.Index(saved.Registrations, registration => registration.EventName, "registration of event");
        list.Index(saved.Registrations, registration => registration.Number, "registration of number");
        list.Index(saved.Registrations, registration => registration.Id, "registration");
        list.ForEach(saved.Registrations, (registration, at) =>
        {
            var fault = allowed.FindFault(registration.CallbackUrl);
            at.Of("callbackUrl").Require(fault is null, fault ?? "");
        });
    }

    private static void Check(Registration registration, Guid partnerId, int created, EventCatalog events, Place at)
    {
        at.Of("partnerId").Require(registration.PartnerId == partnerId, "a registration is of another partner");
        at.Of("eventName").Require(events.Find(registration.EventName) == registration.EventName, $"there is no event '{registration.EventName}'");
        at.Of("number").Require(registration.Number >= 1 && registration.Number <= created, "a registration has a number that was never given");
        at.Of("callbackUrl").Require(registration.Type is not RegistrationType.Push || registration.CallbackUrl is not null, "a registration of type Push has no callback URL");
        at.Of("callbackUrl").Require(registration.CallbackUrl is not { } url || RegistrationFields.IsCallbackUrl(url.OriginalString), $"a callback URL {RegistrationFields.FormOfCallbackUrl}");
    }
}
