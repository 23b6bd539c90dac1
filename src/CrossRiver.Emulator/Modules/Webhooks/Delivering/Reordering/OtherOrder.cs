using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;

/// <summary>The orders that events can get into.</summary>
internal static class OtherOrder
{
    /// <summary>Puts things in another order.</summary>
    /// <param name="inOrder">The things in their right order.</param>
    /// <param name="how">The order.</param>
    /// <param name="chance">Shuffles.</param>
    /// <param name="choice">Names the shuffle among all random choices.</param>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> inOrder, NewOrder how, Chance chance, string choice) => how switch
    {
        NewOrder.Reverse => [.. inOrder.Reverse()],
        NewOrder.Swap => [.. inOrder.Chunk(2).SelectMany(pair => pair.Reverse())],
        _ => [.. inOrder.Select((thing, index) => (Thing: thing, Share: chance.Share($"{choice}/shuffle/{index + 1}"))).OrderBy(one => one.Share).Select(one => one.Thing)],
    };
}
