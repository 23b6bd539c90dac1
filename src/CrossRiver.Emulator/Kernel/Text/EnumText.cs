namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>Converts enumerations to text and back: by their names in any casing, never by numbers or lists.</summary>
internal static class EnumText
{
    /// <summary>Reads a name, or returns null.</summary>
    public static T? Parse<T>(string? text)
        where T : struct, Enum => text is not null && Names<T>.Values.TryGetValue(text, out var value) ? value : null;

    /// <summary>Returns all names, for messages.</summary>
    public static string NamesOf<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>());

    private static class Names<T>
        where T : struct, Enum
    {
        public static Dictionary<string, T> Values { get; } = Enum.GetNames<T>().ToDictionary(name => name, Enum.Parse<T>, StringComparer.OrdinalIgnoreCase);
    }
}
