using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Control;

/// <summary>How much the emulator's own routes take: the section <c>Emulator:Control</c>, checked at the start.</summary>
internal sealed class ControlOptions
{
    /// <summary>How many calls may wait or follow a journal at once; more are answered 429.</summary>
    /// <value>1 to 10,000. The default is 100.</value>
    [Range(1, 10_000)]
    public int OpenWaits { get; set; } = 100;
}
