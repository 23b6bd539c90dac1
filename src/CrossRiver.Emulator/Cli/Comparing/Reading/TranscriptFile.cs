namespace CrossRiver.Emulator.Cli.Comparing.Reading;

/// <summary>Reads the file of a recording: an HTTP archive 1.2, or the JSON report of newman. The content decides.</summary>
internal static class TranscriptFile
{
    private const int LargestMegabytes = 64;
    private const int Largest = LargestMegabytes * 1024 * 1024;
    private const string Forms = "write an HTTP archive (log.entries), or a newman report (newman run … --reporters json)";

    /// <exception cref="CommandException">The file does not exist, is too large, or is no recording.</exception>
    public static Transcript Read(string path)
    {
        using var document = Parse(path);
        var root = document.RootElement;
        var entries = HarReader.FindEntries(root) ?? NewmanReader.FindExecutions(root) ?? throw Fault(path, FindWrongKind(root));

        return entries.GetArrayLength() switch
        {
            0 => throw Fault(path, "the recording has no calls; record at least one"),
            > Transcript.MostCalls and var count =>
                throw Fault(path, $"the recording has {count} calls, and {Transcript.MostCalls} are the most; write a part of it"),
            _ => Transcript.Of(ReadCalls(path, root)),
        };
    }

    private static IReadOnlyList<RecordedCall> ReadCalls(string path, JsonElement root)
    {
        try
        {
            return HarReader.FindEntries(root) is { } entries ? HarReader.Read(entries) : NewmanReader.Read(root);
        }
        catch (RecordingException exception)
        {
            throw Fault(path, exception.Message);
        }
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonDocument.Parse(Utf8Text.WithoutMark(ReadAll(path, file)));
        }
        catch (JsonException exception)
        {
            throw CommandException.WrongUsage($"{path}({exception.LineNumber + 1},{exception.BytePositionInLine + 1}): this is no JSON; {Forms}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fault(path, "this file cannot be read; write a file that is there");
        }
    }

    // A pipe has no length, so the limit is checked while the file is read.
    private static byte[] ReadAll(string path, FileStream file)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81_920];
        while (file.Read(buffer) is > 0 and var count)
        {
            content.Write(buffer, 0, count);
            if (content.Length > Largest)
            {
                throw Fault(path, $"the file has more than {LargestMegabytes} MB; write a part of the recording");
            }
        }

        return content.ToArray();
    }

    // The export of Postman's own runner has a list of results without bodies.
    private static string FindWrongKind(JsonElement root) => root.FindMember("results") is not null && root.FindMember("collection") is not null
        ? "a run that Postman itself exports has no bodies; run the collection by newman: newman run COLLECTION --reporters json"
        : $"this is no recording; {Forms}";

    private static CommandException Fault(string path, string message) => CommandException.WrongUsage($"{path}: {message}");
}

/// <summary>The exception of a recording with a wrong part. The message never contains a recorded value.</summary>
internal sealed class RecordingException(string message) : Exception(message);
