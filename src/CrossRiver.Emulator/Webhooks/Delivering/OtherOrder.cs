using CrossRiver.Emulator.Kernel.Randomness;

namespace CrossRiver.Emulator.Webhooks.Delivering;

/// <summary>The orders that events can get into.</summary>
internal static class OtherOrder
{
    /// <summary>Puts things in another order.</summary>
    /// <param name="inOrder">The things in their right order.</param>
    /// <param name="how"><c>reverse</c>; <c>swap</c>, the first with the second, the third with the fourth; or <c>shuffle</c>.</param>
    /// <param name="chance">Shuffles.</param>
    /// <param name="choice">Names the shuffle among all random choices.</param>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> inOrder, string how, Chance chance, string choice) => how switch
    {
        "reverse" => [.. inOrder.Reverse()],
        "swap" => [.. inOrder.Chunk(2).SelectMany(pair => pair.Reverse())],
        _ => [.. inOrder.Select((thing, index) => (Thing: thing, Share: chance.Share($"{choice}/shuffle/{index + 1}"))).OrderBy(one => one.Share).Select(one => one.Thing)],
    };
}
