namespace CrossRiver.Emulator.Kernel.Journal.Masking;

/// <summary>Masks a URL: the credentials before its host, and the secrets of its query and its fragment.</summary>
internal static class MaskedUrl
{
    private const string AfterScheme = "://";

    /// <summary>Masks a text if it is a URL; another text stays unchanged.</summary>
    public static string Of(string text)
    {
        if (text.IndexOf(AfterScheme, StringComparison.Ordinal) is not (> 0 and var scheme))
        {
            return text;
        }

        var end = text.IndexOfAny(['?', '#'], scheme);
        return end < 0 ? WithoutCredentials(text, scheme) : $"{WithoutCredentials(text[..end], scheme)}{MaskedMembers(text[end..])}";
    }

    private static string WithoutCredentials(string url, int scheme)
    {
        var start = scheme + AfterScheme.Length;
        var end = url.IndexOf('/', start) is >= 0 and var path ? path : url.Length;
        var at = end > start ? url.LastIndexOf('@', end - 1) : -1;
        return at < start ? url : $"{url[..start]}{SecretNames.Hidden}{url[at..]}";
    }

    // The rest is the query, the fragment, or both, each with its sign. A fragment may have the form of a query.
    private static string MaskedMembers(string rest) => rest.IndexOf('#', StringComparison.Ordinal) is >= 0 and var fragment
        ? $"{Masked(rest[..fragment])}#{MaskedQuery.Of(rest[(fragment + 1)..])}"
        : Masked(rest);

    private static string Masked(string query) => query is "" ? "" : $"?{MaskedQuery.Of(query)}";
}

/// <summary>Masks the secrets of a query for the journal.</summary>
internal static class MaskedQuery
{
    /// <summary>Returns the masked query without its question mark, or null if it is empty.</summary>
    public static string? Of(string? query) => query?.TrimStart('?') is { Length: > 0 } members ? string.Join('&', members.Split('&').Select(Mask)) : null;

    private static string Mask(string member)
    {
        if (member.Split('=', 2) is not [var name, { Length: > 0 } value])
        {
            return member;
        }

        // A value may be another URL with its own query.
        var text = Uri.UnescapeDataString(value);
        var shown = SecretNames.Show(text, SecretNames.OfQuery(Uri.UnescapeDataString(name)));

        return shown == text ? member : $"{name}={Uri.EscapeDataString(shown).Replace("%2A", "*", StringComparison.OrdinalIgnoreCase)}";
    }
}
