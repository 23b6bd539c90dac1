using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Control.Clocks;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Control;

/// <summary>Registers what the emulator's own routes need.</summary>
internal static class ControlServices
{
    public static IServiceCollection AddControl(this IServiceCollection services)
    {
        services.AddSettings<ControlOptions>("Control");
        services.AddErrors(ControlErrors.All);
        services.AddHostedService<OpenNetworkWarning>();

        return services.AddSingleton<OpenWaits>().AddSingleton<ControlHosts>().AddSingleton<Protection>();
    }
}
