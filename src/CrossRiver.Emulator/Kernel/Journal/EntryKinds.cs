using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Kernel.Journal;

internal static class EntryKinds
{
    /// <summary>Gets the type of each kind's entries, by the kind, in alphabetical order.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } = new SortedDictionary<string, Type>(
        typeof(JournalEntry).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JournalEntry))).ToDictionary(KindOf, StringComparer.Ordinal),
        StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names { get; } = [.. Types.Keys];

    /// <summary>Finds a kind by its name in any casing, or returns null.</summary>
    public static string? Find(string name) => Names.FirstOrDefault(kind => string.Equals(kind, name, StringComparison.OrdinalIgnoreCase));

    // The kind depends on the type alone, so an empty entry is enough.
    private static string KindOf(Type type) => ((JournalEntry)RuntimeHelpers.GetUninitializedObject(type)).Kind;
}
