using CrossRiver.Emulator.Webhooks.Registrations;

namespace CrossRiver.Emulator.Worlds.Snapshots.Checks;

/// <summary>Finds callback URLs in a snapshot that could not be registered here.</summary>
internal static class CallbacksCheck
{
    /// <summary>Checks the registrations of every world.</summary>
    /// <exception cref="InvalidDataException">A callback URL could not be registered.</exception>
    public static void Check(EmulatorSnapshot snapshot, AllowedCallbacks allowed)
    {
        foreach (var (index, world) in snapshot.Worlds.Index())
        {
            Check(world, allowed, $"worlds[{index}].");
        }
    }

    /// <summary>Checks the registrations of a world.</summary>
    /// <param name="world">The world.</param>
    /// <param name="allowed">What the settings allow.</param>
    /// <param name="path">Where the world stands in the document.</param>
    /// <exception cref="InvalidDataException">A callback URL could not be registered.</exception>
    public static void Check(WorldSnapshot world, AllowedCallbacks allowed, string path = "")
    {
        foreach (var (index, registration) in world.Registrations.Registrations.Index())
        {
            if (registration.CallbackUrl is { } url && FindFault(url, allowed) is { } fault)
            {
                throw new InvalidDataException($"{path}registrations.registrations[{index}].callbackUrl: {fault}");
            }
        }
    }

    private static string? FindFault(Uri url, AllowedCallbacks allowed) =>
        RegistrationFields.IsCallbackUrl(url.OriginalString) ? allowed.FindFault(url) : $"CallbackUrl {RegistrationFields.FormOfCallbackUrl}";
}
