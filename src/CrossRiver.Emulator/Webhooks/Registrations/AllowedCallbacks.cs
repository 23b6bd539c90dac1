using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Settings;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Webhooks.Registrations;

/// <summary>Which callback URLs may be registered.</summary>
/// <remarks>Source: the bank takes https only, to hosts that it has on a list. So does the emulator if it is strict.</remarks>
internal sealed class AllowedCallbacks(IOptions<WebhookOptions> webhooks, IOptions<EmulatorOptions> emulator)
{
    private const string AnyBelow = "*.";

    private readonly IReadOnlyList<string> _hosts = [.. webhooks.Value.ReadAllowedHosts().Select(InAscii)];

    /// <summary>Refuses a URL that may not be registered; no URL is none of this class's business.</summary>
    /// <exception cref="RefusedException">The emulator is strict and it is not https, or there is a list of hosts and its host is not on it.</exception>
    public void Require(Uri? callbackUrl)
    {
        var isStrict = emulator.Value.Strict;
        if (isStrict && callbackUrl is { } insecure && insecure.Scheme != Uri.UriSchemeHttps)
        {
            throw RefusedException.Invalid(["CallbackUrl must be an https URL"]);
        }

        if (callbackUrl is { Host: var host } && (isStrict || _hosts is not []) && !_hosts.Any(allowed => Covers(allowed, CallbackHost.InAscii(callbackUrl) ?? host)))
        {
            throw RefusedException.Invalid([$"CallbackUrl host {host} is not on the allow-list (Emulator:Webhooks:AllowedHosts)"]);
        }
    }

    private static string InAscii(string allowed) =>
        allowed.StartsWith(AnyBelow, StringComparison.Ordinal) ? AnyBelow + CallbackHost.InAscii(allowed[AnyBelow.Length..]) : CallbackHost.InAscii(allowed) ?? allowed;

    private static bool Covers(string allowed, string host) => allowed.StartsWith(AnyBelow, StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}
