using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>How the routes under <c>/_emulator</c> are used: the section <c>Emulator:Control</c>, checked at the start.</summary>
internal sealed class ControlOptions : IValidatableObject
{
    /// <summary>What a caller has to send, as the header <c>X-Emulator-Key</c> or as a bearer token; <see langword="null"/> or empty when nothing is asked for.</summary>
    /// <value>1 to 200 visible ASCII characters. By default there is none.</value>
    [RegularExpression("^[!-~]{0,200}$", ErrorMessage = "Key must be 1 to 200 visible ASCII characters, without spaces")]
    public string? Key { get; set; }

    /// <summary>
    /// The host names by which the routes under <c>/_emulator</c> can be called, besides <c>localhost</c>, IP addresses, names without a dot, the
    /// hosts of <c>--urls</c>, and names that end in <c>.localhost</c>, <c>.internal</c>, <c>.local</c> or <c>.svc</c>. A call by another name is a 403.
    /// </summary>
    /// <value>Names, <c>*.example.com</c> for all below example.com, or <c>*</c> for any, separated by commas. The default is none.</value>
    public string? Hosts { get; set; }

    /// <summary>How many calls may wait or follow a journal at once; more are answered 429.</summary>
    /// <value>1 to 10,000. The default is 100.</value>
    [Range(1, 10_000)]
    public int OpenWaits { get; set; } = 100;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => ReadHosts()
        .Where(host => HostPattern.Parse(host) is null)
        .Select(host => new ValidationResult($"Hosts: '{host}' is no host name; write bank.example.test, *.example.test or *, without scheme and port"));

    /// <summary>The entries of <see cref="Hosts"/>.</summary>
    public IReadOnlyList<string> ReadHosts() => HostPattern.Split(Hosts);
}
