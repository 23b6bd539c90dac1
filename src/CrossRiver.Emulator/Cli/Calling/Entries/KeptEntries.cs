using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Cli.Calling.Entries;

/// <summary>Reads the kept entries of a journal, page by page.</summary>
internal static class KeptEntries
{
    /// <param name="journal">The path of the journal.</param>
    /// <param name="filter">The part of the query that selects entries.</param>
    /// <param name="after">The cursor before the first entry.</param>
    /// <exception cref="CommandException">The emulator does not answer, or refuses the call.</exception>
    public static async IAsyncEnumerable<JsonObject> ReadAsync(
        ControlClient emulator, string journal, string filter, long after, [EnumeratorCancellation] CancellationToken end)
    {
        while (await ReadPageAsync() is var page && page["entries"]!.AsArray() is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                yield return entry!.AsObject();
            }

            after = (long)page["cursor"]!;
        }

        Task<JsonObject> ReadPageAsync() => emulator.SendAsync(HttpMethod.Get, $"{journal}?after={after}&limit=1000{filter}", body: null, end);
    }
}
