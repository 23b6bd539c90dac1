using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>The rules for callback URLs.</summary>
/// <remarks>Source: the bank accepts https only, to hosts on a list. So does the emulator if it is strict.</remarks>
internal sealed class AllowedCallbacks(IOptions<WebhookOptions> webhooks, IOptions<EmulatorOptions> emulator)
{
    private const string AnyBelow = "*.";

    private readonly IReadOnlyList<string> _hosts = [.. webhooks.Value.ReadAllowedHosts().Select(InAscii)];

    /// <summary>Throws if a URL must not be registered. Accepts null: the check of the body reports an absent URL.</summary>
    /// <exception cref="ApiException">The emulator is strict and the URL is not https, or its host is not on the list of hosts.</exception>
    public void Require(Uri? callbackUrl)
    {
        if (FindFault(callbackUrl) is { } fault)
        {
            throw ApiException.Invalid([fault]);
        }
    }

    /// <summary>Returns the reason why a URL must not be registered, or null if it may be registered or is null.</summary>
    public string? FindFault(Uri? callbackUrl) => callbackUrl switch
    {
        null => null,
        _ when emulator.Value.Strict && callbackUrl.Scheme != Uri.UriSchemeHttps => "CallbackUrl must be an https URL",
        _ when (emulator.Value.Strict || _hosts is not []) && !_hosts.Any(allowed => Covers(allowed, CallbackHost.InAscii(callbackUrl) ?? callbackUrl.Host)) =>
            $"CallbackUrl host {callbackUrl.Host} is not on the allow-list (Emulator:Webhooks:AllowedHosts)",
        _ => null,
    };

    private static string InAscii(string allowed) => allowed.StartsWith(AnyBelow, StringComparison.Ordinal)
        ? AnyBelow + CallbackHost.InAscii(allowed[AnyBelow.Length..])
        : CallbackHost.InAscii(allowed) ?? allowed;

    private static bool Covers(string allowed, string host) => allowed.StartsWith(AnyBelow, StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}
