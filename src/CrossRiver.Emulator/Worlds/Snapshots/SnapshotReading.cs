using System.Text.Json;

namespace CrossRiver.Emulator.Worlds.Snapshots;

/// <summary>Reads snapshots.</summary>
internal static class SnapshotReading
{
    /// <summary>Reads a snapshot.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or no snapshot at all.</exception>
    public static async Task<T> ReadAsync<T>(Stream stream, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(stream, SnapshotJson.Options, cancellationToken) ?? throw new InvalidDataException("it is null");
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line ? $" (line {line + 1}, byte {exception.BytePositionInLine + 1})" : "";
            // What .NET says of its own is of types, which nobody knows who has the document before them.
            var isOurs = !exception.Message.Contains("Path: ", StringComparison.Ordinal);
            var reason = isOurs ? exception.Message : $"{exception.Path} is not as it should be";
            throw new InvalidDataException($"{reason}{place}", exception);
        }
    }

    /// <exception cref="InvalidDataException">The snapshot has a form that is not known.</exception>
    public static void RequireFormat(EmulatorSnapshot snapshot)
    {
        if (snapshot.Format != EmulatorSnapshot.CurrentFormat)
        {
            throw new InvalidDataException($"it has form {snapshot.Format}, and only form {EmulatorSnapshot.CurrentFormat} is known; a newer emulator has made it");
        }
    }
}
