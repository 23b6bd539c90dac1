using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Architecture;

/// <summary>A source file of the emulator, as far as its namespaces are concerned.</summary>
/// <param name="Path">Its path below <c>src/CrossRiver.Emulator</c>.</param>
/// <param name="Namespace">The namespace that it declares.</param>
/// <param name="Text">Its text.</param>
internal sealed partial record SourceFile(string Path, string Namespace, string Text)
{
    /// <summary>Reads all source files that declare a namespace.</summary>
    public static IReadOnlyList<SourceFile> ReadAll()
    {
        var folder = System.IO.Path.Combine(RunningProgram.Repository, "src/CrossRiver.Emulator");
        return
        [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => Read(System.IO.Path.GetRelativePath(folder, path), File.ReadAllText(path)))
                .OfType<SourceFile>(),
        ];
    }

    /// <summary>Reads a source file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="text">Its text.</param>
    /// <returns>The file, or <see langword="null"/> when it declares no namespace.</returns>
    public static SourceFile? Read(string path, string text) =>
        NamespaceLine().Match(text) is { Success: true } match ? new SourceFile(path.Replace('\\', '/'), match.Groups["name"].Value, text) : null;

    /// <summary>Returns what the file's <c>using</c> lines name of the emulator: namespaces, and types of which it uses the static members.</summary>
    public IEnumerable<string> FindUsed() => UsingLine().Matches(Text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    /// <summary>Returns the names of the types that the file declares outside of other types.</summary>
    public IEnumerable<string> FindTypes() => TypeLine().Matches(Text).Select(match => match.Groups["name"].Value);

    /// <summary>Returns whether the file mentions a name outside of comments.</summary>
    public bool Mentions(string name) => Regex.IsMatch(Comment().Replace(Text, ""), $@"(?<![\w""])\b{name}\b(?!\.cs)", RegexOptions.None, TimeSpan.FromSeconds(5));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(global )?using (static |\w+ = )?(?<name>CrossRiver\.Emulator[\w.]*);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"^((public|internal|static|sealed|abstract|readonly|partial|file)\s+)*(class|record struct|record|struct|interface|enum)\s+(?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline, 5000)]
    private static partial Regex Comment();
}
