namespace CrossRiver.Emulator.Language;

/// <summary>What a value can have in it that is only known when it is used.</summary>
internal static class Placeholders
{
    /// <summary>All there are.</summary>
    public static IReadOnlyList<string> All { get; } = ["${customer.id}", "${customer.clientIdentifier}", "${event.id}", "${now}"];

    /// <summary>Finds the first one that does not exist, or returns <see langword="null"/>.</summary>
    public static string? FindUnknown(string text)
    {
        for (var start = text.IndexOf("${", StringComparison.Ordinal); start >= 0; start = text.IndexOf("${", start + 1, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            var placeholder = end < 0 ? text[start..] : text[start..(end + 1)];
            if (!All.Contains(placeholder, StringComparer.Ordinal))
            {
                return placeholder;
            }
        }

        return null;
    }
}
