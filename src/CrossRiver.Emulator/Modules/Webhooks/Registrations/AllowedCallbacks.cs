using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

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
        if (callbackUrl is not null && FindFault(callbackUrl) is { } fault)
        {
            throw RefusedException.Invalid([fault]);
        }
    }

    /// <summary>Finds why a URL may not be registered, or returns <see langword="null"/> if it may.</summary>
    public string? FindFault(Uri callbackUrl)
    {
        var isStrict = emulator.Value.Strict;
        if (isStrict && callbackUrl.Scheme != Uri.UriSchemeHttps)
        {
            return "CallbackUrl must be an https URL";
        }

        return (isStrict || _hosts is not []) && !_hosts.Any(allowed => Covers(allowed, CallbackHost.InAscii(callbackUrl) ?? callbackUrl.Host))
            ? $"CallbackUrl host {callbackUrl.Host} is not on the allow-list (Emulator:Webhooks:AllowedHosts)"
            : null;
    }

    private static string InAscii(string allowed) =>
        allowed.StartsWith(AnyBelow, StringComparison.Ordinal) ? AnyBelow + CallbackHost.InAscii(allowed[AnyBelow.Length..]) : CallbackHost.InAscii(allowed) ?? allowed;

    private static bool Covers(string allowed, string host) => allowed.StartsWith(AnyBelow, StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}
