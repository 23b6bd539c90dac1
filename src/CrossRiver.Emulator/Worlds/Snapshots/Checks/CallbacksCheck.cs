using CrossRiver.Emulator.Webhooks.Registrations;

namespace CrossRiver.Emulator.Worlds.Snapshots.Checks;

/// <summary>Finds callback URLs in a snapshot that the settings do not allow here.</summary>
internal static class CallbacksCheck
{
    /// <summary>Checks the registrations of every world.</summary>
    /// <exception cref="InvalidDataException">A callback URL could not be registered.</exception>
    public static void Check(EmulatorSnapshot snapshot, AllowedCallbacks allowed) =>
        Place.Root.Of("worlds").ForEach(snapshot.Worlds, (world, place) => Check(world, allowed, place));

    /// <summary>Checks the registrations of a world.</summary>
    /// <exception cref="InvalidDataException">A callback URL could not be registered.</exception>
    public static void Check(WorldSnapshot world, AllowedCallbacks allowed) => Check(world, allowed, Place.Root);

    private static void Check(WorldSnapshot world, AllowedCallbacks allowed, Place place) => place.Of("registrations").Of("registrations").ForEach(
        world.Registrations.Registrations,
        (registration, at) =>
        {
            if (registration.CallbackUrl is { } url && allowed.FindFault(url) is { } fault)
            {
                at.Of("callbackUrl").Refuse(fault);
            }
        });
}
