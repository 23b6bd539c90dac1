using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>How bodies arrive: settings of the section <c>Emulator:Limits</c>, checked at the start.</summary>
internal sealed class BodyOptions
{
    /// <summary>How long the body of a call may take to arrive; one that takes longer is answered 408.</summary>
    /// <value>1 second to 10 minutes, in real time. The default is 30 seconds.</value>
    /// <remarks>The bank answers 408; its time is not public.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Registers how bodies are read.</summary>
internal static class BodyServices
{
    public static IServiceCollection AddBodies(this IServiceCollection services) => services.AddSettingsTo<BodyOptions>("Limits");
}
