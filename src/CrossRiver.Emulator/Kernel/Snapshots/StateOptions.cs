using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Persistence beyond the process: the section <c>Emulator:State</c>, checked at the start.</summary>
internal sealed class StateOptions
{
    /// <summary>The file with all worlds: read at the start if it exists, written at the stop and in between.</summary>
    /// <value>A path, relative to the working directory. By default there is none, and all worlds end with the process.</value>
    /// <remarks>The file contains the passwords of registrations and signing secrets; only its owner may read it.</remarks>
    public string? File { get; set; }

    /// <summary>The interval at which the file is written while worlds change, in real time.</summary>
    /// <value>1 second to 1 day. The default is 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}
