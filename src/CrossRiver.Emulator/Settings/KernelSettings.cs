using CrossRiver.Emulator.Kernel.Snapshots;

namespace CrossRiver.Emulator.Settings;

/// <summary>Registers the settings of worlds: the kernel itself knows none.</summary>
internal static class KernelSettings
{
    public static IServiceCollection AddKernelSettings(this IServiceCollection services)
    {
        services.AddSettings<StateOptions>("State");
        services.AddSettings<ClockOptions>("Clock");
        services.AddSettings<WorldOptions>("Worlds");

        return services;
    }
}
