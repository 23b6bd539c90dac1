using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>Which world keeps the answer to a call: a call that is made again is known before its partner is.</summary>
internal sealed class AnswerIndex
{
    private readonly ConcurrentDictionary<Guid, World> _keepers = new();

    public int Count => _keepers.Count;

    /// <summary>Finds the world that keeps an answer, or returns <see langword="null"/>.</summary>
    public World? Find(Guid answerId) => _keepers.GetValueOrDefault(answerId);

    /// <summary>Adds an answer, in its world's turn; that of a world that is over is of no use.</summary>
    public void Add(Guid answerId, World keeper)
    {
        if (!keeper.IsOver)
        {
            _keepers[answerId] = keeper;
        }
    }

    /// <summary>Removes an answer of a world; the next world of the partner may have one of the same identifier.</summary>
    public void Remove(Guid answerId, World keeper) => _keepers.TryRemove(KeyValuePair.Create(answerId, keeper));
}
