using System.IO.Enumeration;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Represents a scenario file to read.</summary>
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
            return FileText.TryRead(content.ToArray(), out var text, out var fault) ? parser.Parse(text, Name) : Refuse(FileText.Describe(fault), new Place(fault.Line, fault.Byte));
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
        var target = entry.Attributes.HasFlag(FileAttributes.ReparsePoint) ? Directory.ResolveLinkTarget(entry.ToFullPath(), returnFinalTarget: true) : null;
        return target is not null && $"{entry.Directory}{Path.DirectorySeparatorChar}".StartsWith(
            $"{Path.TrimEndingDirectorySeparator(target.FullName)}{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal);
    }

    private ScenarioFile Refuse(string reason, Place? place = null) =>
        new() { Name = Name, Messages = [new FileMessage(Name, place ?? new Place(1, 1), IsWarning: false, reason.ReplaceLineEndings(" "))] };
}

/// <summary>Decodes the bytes of a file: UTF-8, or the encoding of the byte-order mark.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryRead(byte[] bytes, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out Utf8Fault? fault)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), Strict);
            text = reader.ReadToEnd();
            fault = null;
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            fault = Utf8Text.FindFault(bytes) ?? new Utf8Fault(Line: 1, Byte: 1, "no text");
            return false;
        }
    }

    public static string Describe(Utf8Fault fault) => $"the file is not UTF-8 ({fault.Found}); save it as UTF-8";
}
