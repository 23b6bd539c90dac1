using CrossRiver.Emulator.Scenarios.Yaml;

namespace CrossRiver.Emulator.Scenarios.Files;

/// <summary>A scenario file that was found and is to be read.</summary>
/// <param name="Name">The name to give in messages.</param>
/// <param name="Open">Opens it.</param>
internal sealed record FoundFile(string Name, Func<Stream> Open)
{
    private const int LargestFile = 4 * YamlText.LongestText;

    /// <summary>Finds the files of a folder and of those below it, in the order of their names.</summary>
    public static IEnumerable<string> InFolder(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
        .Order(StringComparer.Ordinal);

    /// <summary>Reads it. A file that cannot be read is a message.</summary>
    public ScenarioFile Read()
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
            return FileText.TryRead(content.ToArray(), out var text, out var fault) ? ScenarioParser.Parse(text, Name) : Refuse(FileText.Tell(fault), new Place(fault.Line, fault.Byte));
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

    private ScenarioFile Refuse(string reason, Place? place = null) =>
        new() { Name = Name, Messages = [new FileMessage(Name, place ?? new Place(1, 1), IsWarning: false, reason.ReplaceLineEndings(" "))] };
}
