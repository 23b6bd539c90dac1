namespace CrossRiver.Emulator.Kernel.Journal.Masking;

/// <summary>Masks the secrets of a query for the journal.</summary>
internal static class MaskedQuery
{
    /// <param name="query">The query, with or without its question mark.</param>
    /// <returns>The query without its question mark, or null if it is empty.</returns>
    public static string? Of(string? query) => query?.TrimStart('?') is { Length: > 0 } members
        ? string.Join('&', members.Split('&').Select(Mask))
        : null;

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
