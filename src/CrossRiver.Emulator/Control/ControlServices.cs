using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Control.Clocks;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Control;

/// <summary>Registers the services of the routes under <c>/_emulator</c>.</summary>
internal static class ControlServices
{
    public static IServiceCollection AddControl(this IServiceCollection services)
    {
        services.AddSettings<ControlOptions>("Control");
        services.AddErrors(ControlErrors.All);
        return services.AddHostedService<OpenNetworkWarning>().AddSingleton<LongPollLimiter>().AddSingleton<ControlHosts>().AddSingleton<KeyCookie>().AddSingleton<Protection>().AddSingleton<NamedResource>();
    }
}
