namespace CrossRiver.Emulator.Journal.Masking;

/// <summary>A URL as the journal shows it.</summary>
internal static class MaskedUrl
{
    /// <summary>Masks what a URL's query may hide.</summary>
    public static string Of(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);

        return query < 0 ? url : $"{url[..query]}?{MaskedQuery.Of(url[query..])}";
    }
}
