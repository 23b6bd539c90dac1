using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Cli.Files;

/// <summary>A file with the body of a create.</summary>
internal static class CreateFile
{
    private const string StandardInput = "-";

    /// <summary>Reads it.</summary>
    /// <param name="path">The file, or <c>-</c> for the standard input.</param>
    /// <returns>The body, and what is wrong with it in a line, or <see langword="null"/> when nothing is.</returns>
    public static (JsonElement Body, string? Fault) Read(string path)
    {
        var name = path is StandardInput ? "standard input" : path;
        try
        {
            using var stream = path is StandardInput ? Console.OpenStandardInput() : File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            var body = document.RootElement.Clone();

            return body.ValueKind is not JsonValueKind.Object ? (body, $"{name}(1,1): this is no JSON object; write the body of a create")
                : new CreateFields(body, new HeaderDictionary()).PartnerId is null ? (body, $"{name}(1,1): there is no partnerId, which every create has")
                : (body, null);
        }
        catch (JsonException exception)
        {
            return (default, $"{name}({exception.LineNumber + 1},{exception.BytePositionInLine + 1}): this is no JSON; write the body of a create");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (default, $"{name}(1,1): there is no such file; write a file that is there, or - for the standard input");
        }
    }
}
