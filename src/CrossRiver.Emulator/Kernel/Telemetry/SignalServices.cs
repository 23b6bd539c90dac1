using CrossRiver.Emulator.Kernel.Telemetry.Export;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>Registers what makes signals, and exports them if the configuration says where to.</summary>
internal static class SignalServices
{
    /// <summary>Adds the signals. Without a target no service of OpenTelemetry is there, and its assemblies are not loaded.</summary>
    public static void AddSignals(this WebApplicationBuilder builder)
    {
        var targets = ExportTargets.Read(builder.Configuration);

        builder.Services.AddSingleton(_ => new Tracing(isExported: targets.Traces is not null));
        builder.Services.AddSingleton<Measurements>();
        if (targets.Any)
        {
            OtlpExport.Add(builder, targets);
        }
    }
}
