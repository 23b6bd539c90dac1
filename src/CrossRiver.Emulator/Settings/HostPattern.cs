using System.Net;

namespace CrossRiver.Emulator.Settings;

/// <summary>Represents a host of a setting: a name or an address, <c>*.example.com</c> for all names below example.com, or <c>*</c> for any.</summary>
internal sealed class HostPattern
{
    private const string Any = "*";
    private const string AnyBelow = "*.";

    private readonly string _host;
    private readonly bool _isSuffix;

    private HostPattern(string host, bool isSuffix)
    {
        _host = host;
        _isSuffix = isSuffix;
    }

    /// <summary>Returns the entries of a setting, which are separated by commas.</summary>
    public static IReadOnlyList<string> Split(string? setting) => (setting ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Returns the host of an entry, or null if it is not valid.</summary>
    public static HostPattern? Parse(string text)
    {
        if (text is Any)
        {
            return new HostPattern("", isSuffix: true);
        }

        var isSuffix = text.StartsWith(AnyBelow, StringComparison.Ordinal);
        var name = isSuffix ? text[AnyBelow.Length..] : text;
        return Uri.CheckHostName(name) is UriHostNameType.Unknown ? null : new HostPattern($"{(isSuffix ? "." : "")}{Normalize(name)}", isSuffix);
    }

    /// <summary>Returns a host in the form for comparisons: without a dot at its end, brackets, or letters beyond ASCII.</summary>
    public static string Normalize(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        return IPAddress.TryParse(name, out var address)
            ? $"{address}"
            : Uri.CheckHostName(name) is UriHostNameType.Dns ? new Uri($"http://{name}/").IdnHost : name;
    }

    /// <summary>Returns whether the entry matches a host.</summary>
    /// <param name="host">The host in the form of <see cref="Normalize"/>.</param>
    public bool Covers(string host) => _isSuffix ? host.EndsWith(_host, StringComparison.OrdinalIgnoreCase) : host.Equals(_host, StringComparison.OrdinalIgnoreCase);
}
