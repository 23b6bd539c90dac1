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
