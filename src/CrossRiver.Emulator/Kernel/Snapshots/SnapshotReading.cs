namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Reads snapshots.</summary>
internal static class SnapshotReading
{
    /// <summary>Reads a snapshot.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or not a snapshot.</exception>
    public static async Task<T> ReadAsync<T>(this SnapshotJson json, Stream stream, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(stream, json.Options, cancellationToken) ?? throw new InvalidDataException("$: is null");
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line ? $" (line {line + 1}, byte {exception.BytePositionInLine + 1})" : "";

            // The messages of .NET contain types, which the document does not show.
            var isOurs = !exception.Message.Contains("Path: ", StringComparison.Ordinal);
            throw new InvalidDataException($"{exception.Path ?? "$"}: {(isOurs ? exception.Message : "is not as it should be")}{place}", exception);
        }
        catch (NotSupportedException exception)
        {
            // An entry without a kind has no type.
            var path = exception.Message.Split("Path: ") is [_, var after] ? after.Split(' ')[0] : "$";
            throw new InvalidDataException($"{path}: its kind is missing", exception);
        }
    }

    /// <exception cref="InvalidDataException">The format of the snapshot is unknown.</exception>
    public static void RequireFormat(EmulatorSnapshot snapshot)
    {
        if (snapshot.Format != EmulatorSnapshot.CurrentFormat)
        {
            throw new InvalidDataException($"$.format: it has form {snapshot.Format}, and only form {EmulatorSnapshot.CurrentFormat} is known; a newer emulator has made it");
        }
    }
}
