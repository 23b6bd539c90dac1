using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>The settings of the routes under <c>/_emulator</c>: the section <c>Emulator:Control</c>, checked at the start.</summary>
internal sealed class ControlOptions : IValidatableObject
{
    /// <summary>The key that callers send, as the header <c>X-Emulator-Key</c> or as a bearer token; null or empty when nothing is asked for.</summary>
    /// <value>1 to 200 visible ASCII characters. By default there is none.</value>
    [RegularExpression("^[!-~]{0,200}$", ErrorMessage = "Key must be 1 to 200 visible ASCII characters, without spaces")]
    public string? Key { get; set; }

    /// <summary>More host names for calls of <c>/_emulator</c>. Calls by other names are a 403. Always accepted: <c>localhost</c>, IP addresses,
    /// names without a dot, hosts of <c>--urls</c>, and names that end in <c>.localhost</c>, <c>.internal</c>, <c>.local</c> or <c>.svc</c>.</summary>
    /// <value>Names, <c>*.example.com</c> for all below example.com, or <c>*</c> for any, separated by commas. The default is none.</value>
    public string? Hosts { get; set; }

    /// <summary>The number of calls that may wait or follow a journal at once; more are answered 429.</summary>
    /// <value>1 to 10,000. The default is 100.</value>
    [Range(1, 10_000)]
    public int OpenWaits { get; set; } = 100;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => ReadHosts()
        .Where(host => HostPattern.Parse(host) is null)
        .Select(host => new ValidationResult($"Hosts: '{host}' is no host name; write bank.example.test, *.example.test or *, without scheme and port"));

    public IReadOnlyList<string> ReadHosts() => HostPattern.Split(Hosts);
}
