using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Ui.Serving;

/// <summary>Represents the stream by which an open view learns that it is old. It contains no data of a world.</summary>
/// <param name="partnerId">The partner whose world the view shows, or null for all worlds.</param>
internal sealed class LiveStream(WorldDirectory worlds, Guid? partnerId, TimeProvider machine)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    // The journal changes with each change of the world, and with the answer to a call. The agenda changes when a step only waits.
    private string State => partnerId is { } id
        ? worlds.Find(id) is { } world ? $"{world.EpochNumber}.{world.Journal.Version}.{world.AgendaEntries}" : "over"
        : $"{worlds.All.Count}.{worlds.Entries}";

    /// <summary>Returns a sign for each change, at most five a second, and a sign of life after each silence.</summary>
    /// <param name="seen">The identifier of the last sign that the view has seen, or an empty text.</param>
    public async IAsyncEnumerable<SseItem<string>> FollowAsync(string seen, CancellationToken stopping, [EnumeratorCancellation] CancellationToken gone = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, gone);
        var last = seen is "" ? State : seen;
        var silentSince = machine.GetTimestamp();
        yield return new SseItem<string>("", "alive") { EventId = last };
        while (await PauseAsync(end.Token))
        {
            if (State is var state && state != last)
            {
                last = state;
                silentSince = machine.GetTimestamp();
                yield return new SseItem<string>("", "changed") { EventId = last };
            }
            else if (machine.GetElapsedTime(silentSince) >= LongestSilence)
            {
                silentSince = machine.GetTimestamp();
                yield return new SseItem<string>("", "alive") { EventId = last };
            }
        }
    }

    private async Task<bool> PauseAsync(CancellationToken end)
    {
        try
        {
            await Task.Delay(ShortestPause, machine, end);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
