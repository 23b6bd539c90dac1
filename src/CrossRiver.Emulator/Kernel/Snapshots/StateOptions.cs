using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Whether the emulator outlives its process: the section <c>Emulator:State</c>, checked at the start.</summary>
internal sealed class StateOptions
{
    /// <summary>The file that all worlds are kept in: read at the start if it is there, written at the stop and in between.</summary>
    /// <value>A path, relative to the working directory. By default there is none, and everything is gone with the process.</value>
    /// <remarks>It holds the passwords of registrations and signing secrets; only its owner may read it.</remarks>
    public string? File { get; set; }

    /// <summary>How often the file is written while something changes, in real time.</summary>
    /// <value>1 second to 1 day. The default is 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}
