using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Webhooks.Registrations;

namespace CrossRiver.Emulator.Worlds.Snapshots.Checks;

/// <summary>Finds out whether the registrations of a snapshot are such as calls could have made.</summary>
internal static class RegistrationsCheck
{
    /// <summary>Checks the registrations.</summary>
    /// <returns>The registrations by their identifiers.</returns>
    /// <exception cref="InvalidDataException">One of them is none.</exception>
    public static Dictionary<Guid, Registration> Check(SavedRegistrations saved, Guid partnerId, EventCatalog events, Place place)
    {
        var list = place.Of("registrations");
        list.ForEach(saved.Registrations, (registration, at) => Check(registration, partnerId, saved.Created, events, at));
        list.Index(saved.Registrations, registration => registration.EventName, "registration of event");
        list.Index(saved.Registrations, registration => registration.Number, "registration of number");

        return list.Index(saved.Registrations, registration => registration.Id, "registration");
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
