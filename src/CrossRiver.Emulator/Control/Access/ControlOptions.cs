using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>How the routes under <c>/_emulator</c> are used: the section <c>Emulator:Control</c>, checked at the start.</summary>
internal sealed class ControlOptions
{
    /// <summary>What a caller has to send, as the header <c>X-Emulator-Key</c> or as a bearer token; <see langword="null"/> or empty when nothing is asked for.</summary>
    /// <value>1 to 200 visible ASCII characters. By default there is none.</value>
    [RegularExpression("^[!-~]{0,200}$", ErrorMessage = "Key must be 1 to 200 visible ASCII characters, without spaces")]
    public string? Key { get; set; }

    /// <summary>How many calls may wait or follow a journal at once; more are answered 429.</summary>
    /// <value>1 to 10,000. The default is 100.</value>
    [Range(1, 10_000)]
    public int OpenWaits { get; set; } = 100;
}
