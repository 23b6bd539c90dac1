using CrossRiver.Emulator.Kernel.Telemetry.Export;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>Registers the signals, and their export if the configuration has a target.</summary>
internal static class SignalServices
{
    /// <summary>Adds the signals. Without a target, no service or assembly of OpenTelemetry is loaded.</summary>
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
