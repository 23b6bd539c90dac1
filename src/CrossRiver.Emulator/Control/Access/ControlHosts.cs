using System.Net;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Https;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>The host names by which the routes under <c>/_emulator</c> can be called.</summary>
/// <remarks>
/// A web page can give its own name this machine's address (DNS rebinding). To a browser the emulator is then of the page's site, and only
/// the name of the call shows it. By default such names are accepted as no page on the Internet can have.
/// </remarks>
internal sealed class ControlHosts(IOptions<ControlOptions> options, ListenUrls urls)
{
    private static readonly IReadOnlyList<string> NamesOfNoSite = [".localhost", ".internal", ".local", ".svc"];

    private readonly IReadOnlyList<HostPattern> _added = [.. options.Value.ReadHosts().Select(HostPattern.Parse).OfType<HostPattern>()];

    /// <summary>Refuses a call by a name of another site.</summary>
    /// <exception cref="RefusedException">403: no setting has the name that the call is made by.</exception>
    public void Require(HttpRequest request)
    {
        var host = HostPattern.Normalize(request.Host.Host);
        if (!IsOfNoSite(host) && !urls.Hosts.Contains(host) && !_added.Any(pattern => pattern.Covers(host)))
        {
            throw ControlErrors.ForeignHost.Refuse(host is "" ? "(none)" : host);
        }
    }

    private static bool IsOfNoSite(string host) =>
        IPAddress.TryParse(host, out _)
        || (host.Length > 0 && !host.Contains('.', StringComparison.Ordinal))
        || NamesOfNoSite.Any(end => host.Length > end.Length && host.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
