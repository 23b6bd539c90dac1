using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>The kinds of entries that there are.</summary>
internal static class EntryKinds
{
    /// <summary>The type of each kind's entries, by the kind, in alphabetical order.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } = new SortedDictionary<string, Type>(
        typeof(JournalEntry).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JournalEntry))).ToDictionary(KindOf, StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Types.Keys];

    /// <summary>Finds a kind by its name in any casing, or returns <see langword="null"/>.</summary>
    public static string? Find(string name) => Names.FirstOrDefault(kind => string.Equals(kind, name, StringComparison.OrdinalIgnoreCase));

    // Every entry of a type names the same kind, even one that holds nothing.
    private static string KindOf(Type type) => ((JournalEntry)RuntimeHelpers.GetUninitializedObject(type)).Kind;
}
