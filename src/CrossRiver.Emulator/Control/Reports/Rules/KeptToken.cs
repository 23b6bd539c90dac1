using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Control.Reports.Rules;

/// <summary>Checks that a client uses a token, which is good for a day, for many calls.</summary>
/// <remarks>Because a token call names no partner, tokens are counted where they are used. A client that takes one for each call uses each once.</remarks>
internal sealed class KeptToken() : Rule(
    order: 90,
    "kept-token",
    "uses a token for many calls instead of asking for one for each",
    "pages: a token is used until a 401, and never one for each call (docs/fidelity.md#tokens)",
    "fewer than 4 calls were made with a token")
{
    private const int FewestCalls = 4;

    public override IEnumerable<Observation> Observe(History history)
    {
        var calls = history.Calls.Where(call => call.SentTokenHash is not 0).ToList();
        var refused = calls.Count(call => call.StatusCode is 401);
        var firsts = calls.DistinctBy(call => call.SentTokenHash).ToList();
        if (calls.Count < FewestCalls)
        {
            return [];
        }

        // Several instances of a client have a token each, so the average decides: two calls for each token.
        var isGood = (firsts.Count - refused) * 2 <= calls.Count;
        return firsts.Select(call => new Observation(call, isGood, $"{call.Line()} with a token not seen before; {firsts.Count} tokens for {calls.Count} calls"));
    }
}
