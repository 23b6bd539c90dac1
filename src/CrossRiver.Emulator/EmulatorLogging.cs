using Microsoft.Extensions.Configuration.Memory;

namespace CrossRiver.Emulator;

/// <summary>Provides the log of the program.</summary>
internal static class EmulatorLogging
{
    /// <summary>Logs the emulator's own lines and all warnings. <c>Logging:LogLevel</c> changes it as in any ASP.NET Core program.</summary>
    public static void UseEmulatorLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.AddLineConsole();
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft", "Warning"),

                // It logs nothing at this level, and would still make a trace of each call.
                new("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "None"),
            ],
        });

        // A failed start throws, and the program prints the reason once.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }
}
