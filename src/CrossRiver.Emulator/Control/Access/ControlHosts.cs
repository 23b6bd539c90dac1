using System.Net;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Https;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Represents the host names that calls of <c>/_emulator</c> may have: by default, names that no page on the Internet can have.</summary>
/// <remarks>A page can give its own name this machine's address (DNS rebinding). A browser then takes the emulator for the page's site.</remarks>
internal sealed class ControlHosts(IOptions<ControlOptions> options, ListenUrls urls)
{
    private static readonly IReadOnlyList<string> NamesOfNoSite = [".localhost", ".internal", ".local", ".svc"];

    private readonly IReadOnlyList<HostPattern> _added = [.. options.Value.ReadHosts().Select(HostPattern.Parse).OfType<HostPattern>()];

    /// <exception cref="ApiException">403: the call names a host of another site, which no setting has.</exception>
    public void Require(HttpRequest request)
    {
        var host = HostPattern.Normalize(request.Host.Host);
        if (!IsOfNoSite(host) && !urls.Hosts.Contains(host) && !_added.Any(pattern => pattern.Covers(host)))
        {
            throw ControlErrors.ForeignHost.ToException(host is "" ? "(none)" : host);
        }
    }

    private static bool IsOfNoSite(string host) =>
        IPAddress.TryParse(host, out _)
        || (host.Length > 0 && !host.Contains('.', StringComparison.Ordinal))
        || NamesOfNoSite.Any(end => host.Length > end.Length && host.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
