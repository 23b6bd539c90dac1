namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>Converts the hosts of callbacks to the form in which they are compared and sent: international names are in ASCII (RFC 3490).</summary>
internal static class CallbackHost
{
    private const int LongestLabel = 63;
    private const int LongestName = 253;

    /// <summary>Returns the host of a URL in ASCII, or null if no call can be made to it.</summary>
    public static string? InAscii(Uri url)
    {
        try
        {
            return url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || CanBeSentTo(url.IdnHost) ? url.IdnHost : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>Returns a host in ASCII, or null if no call can be made to it.</summary>
    public static string? InAscii(string host)
    {
        var authority = host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"[{host}]" : host;
        return Uri.CheckHostName(host) is not UriHostNameType.Unknown && Uri.TryCreate($"http://{authority}", UriKind.Absolute, out var url)
            ? InAscii(url)
            : null;
    }

    // A dot at the end makes a name absolute.
    private static bool CanBeSentTo(string name)
    {
        var labels = (name.EndsWith('.') ? name[..^1] : name).Split('.');
        return name.Length <= LongestName && labels.All(label => label.Length is > 0 and <= LongestLabel && label.All(char.IsAscii));
    }
}
