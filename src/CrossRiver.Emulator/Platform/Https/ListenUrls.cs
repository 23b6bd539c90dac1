using System.Net;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>The URLs that the emulator listens on, as the settings have them.</summary>
internal sealed class ListenUrls(IConfiguration configuration)
{
    /// <summary>Gets the URLs that can be read. The server refuses all others with a reason.</summary>
    public IReadOnlyList<ListenUrl> All { get; } = [.. Find(configuration).Where(url => url.Address is { IsUnixPipe: false, IsNamedPipe: false })];

    /// <summary>Gets the hosts of the URLs, as <see cref="HostPattern.Normalize"/> returns them.</summary>
    public IReadOnlySet<string> Hosts => field ??= All.Select(url => HostPattern.Normalize(url.Host)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    // In the server's order of precedence: its own endpoints, unless the command line has URLs; then URLs; then ports.
    private static IEnumerable<ListenUrl> Find(IConfiguration configuration)
    {
        var endpoints = configuration.GetValue<bool>(WebHostDefaults.PreferHostingUrlsKey)
            ? []
            : configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint.GetSection("Url")).ToList();
        return (endpoints, configuration["urls"]) switch
        {
            ([_, ..], _) => endpoints.Where(url => url.Value is not null).Select(url => new ListenUrl(url.Path, url.Value!)),
            (_, { Length: > 0 } urls) => Split(urls).Select(url => new ListenUrl("urls", url)),
            _ => Split(configuration["http_ports"]).Select(port => new ListenUrl("http_ports", $"http://*:{port}"))
                .Concat(Split(configuration["https_ports"]).Select(port => new ListenUrl("https_ports", $"https://*:{port}"))),
        };
    }

    private static string[] Split(string? list) => (list ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A URL that the emulator listens on.</summary>
/// <param name="Setting">The setting that has the URL, for example <c>urls</c>.</param>
internal sealed record ListenUrl(string Setting, string Url)
{
    /// <summary>The name that every machine has for itself.</summary>
    public const string Local = "localhost";

    /// <summary>Gets the parts of the URL, or null if it is malformed.</summary>
    public BindingAddress? Address { get; } = Parse(Url);

    /// <summary>Gets the host, or <c>*</c> if it is for every host.</summary>
    public string Host => Address is { Host: not "+" } address ? address.Host : "*";

    /// <summary>Returns whether the host is <c>localhost</c> or a name below it.</summary>
    public bool IsLoopback => Host.Equals(Local, StringComparison.OrdinalIgnoreCase) || Host.EndsWith($".{Local}", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns whether other machines can reach the URL. The server listens on every address for a name, even for one of this machine.</summary>
    public bool IsOpen => IPAddress.TryParse(Host, out var address) ? address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) : !IsLoopback;

    /// <summary>Returns a URL that can be called. An address for listening on all interfaces becomes <c>localhost</c>.</summary>
    public static Uri ToCallable(Uri url) => url.Host is "0.0.0.0" or "[::]" ? new UriBuilder(url) { Host = Local }.Uri : url;

    /// <summary>Returns the parts of a URL, or null if it is malformed.</summary>
    public static BindingAddress? Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
