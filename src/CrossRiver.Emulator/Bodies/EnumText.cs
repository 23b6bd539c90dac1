namespace CrossRiver.Emulator.Bodies;

/// <summary>Enumerations as text: by their names in any casing, never by numbers or lists.</summary>
internal static class EnumText
{
    /// <summary>Reads a name; <see langword="null"/> when the text is none.</summary>
    public static T? Parse<T>(string? text)
        where T : struct, Enum => Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text!, ignoreCase: true) : null;

    /// <summary>All names, for messages.</summary>
    public static string NamesOf<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>());
}
