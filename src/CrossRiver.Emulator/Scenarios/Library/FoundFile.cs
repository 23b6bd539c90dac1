using System.IO.Enumeration;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Represents a scenario file to read.</summary>
/// <param name="Name">The name in messages.</param>
internal sealed record FoundFile(string Name, Func<Stream> Open)
{
    private const int LargestFile = 4 * YamlText.LongestText;

    private static readonly EnumerationOptions HiddenAside = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, MaxRecursionDepth = 32 };

    /// <summary>Finds the files of a folder and of the folders below it, in the order of their names.</summary>
    /// <remarks><see cref="StrayFiles"/> and links to a parent folder are skipped.</remarks>
    public static IEnumerable<string> InFolder(string folder) =>
        new FileSystemEnumerable<string>(folder, (ref entry) => entry.ToSpecifiedFullPath(), HiddenAside)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && !StrayFiles.Include(entry.FileName) && Path.GetExtension(entry.FileName) is ".yaml" or ".yml",
            ShouldRecursePredicate = (ref entry) => !StrayFiles.Include(entry.FileName) && !LeadsBack(ref entry),
        }.Order(StringComparer.Ordinal);

    /// <summary>Reads the file. A file that cannot be read yields a message.</summary>
    public ScenarioFile Read(ScenarioFormat parser)
    {
        try
        {
            using var stream = Open();
            if (stream.Length > LargestFile)
            {
                return Refuse($"the file has more than {LargestFile} bytes; split it");
            }

            using var content = new MemoryStream();
            stream.CopyTo(content);
            return FileText.TryRead(content.ToArray(), out var text, out var fault) ? parser.Parse(text, Name) : Refuse(FileText.Tell(fault), new Place(fault.Line, fault.Byte));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse("there is no such file; write a file that is there, or a folder with .yaml or .yml files");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Refuse(exception.Message);
        }
    }

    private static bool LeadsBack(ref FileSystemEntry entry)
    {
        if (!entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || Directory.ResolveLinkTarget(entry.ToFullPath(), returnFinalTarget: true) is not { } target)
        {
            return false;
        }

        return $"{entry.Directory}{Path.DirectorySeparatorChar}".StartsWith($"{Path.TrimEndingDirectorySeparator(target.FullName)}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
    }

    private ScenarioFile Refuse(string reason, Place? place = null) =>
        new() { Name = Name, Messages = [new FileMessage(Name, place ?? new Place(1, 1), IsWarning: false, reason.ReplaceLineEndings(" "))] };
}
