using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Testing;

/// <summary>Makes the process of these tests one in which an emulator that read anything of its host's could not start.</summary>
internal static class HostileHost
{
    [ModuleInitializer]
    public static void Arrange()
    {
        Environment.SetEnvironmentVariable("Emulator__Pace", "Nonsense");
        Environment.SetEnvironmentVariable("ASPNETCORE_Emulator__Pace", "Nonsense");
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://localhost:1");
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", "nonsense");
        HostHangfire.Install();
    }
}
