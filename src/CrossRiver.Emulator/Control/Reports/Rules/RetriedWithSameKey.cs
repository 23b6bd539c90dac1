using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Control.Reports.Rules;

/// <summary>Checks that a client repeats a failed call with its key. Only the key prevents that a call is done twice.</summary>
internal sealed class RetriedWithSameKey() : Rule(
    order: 50,
    "retried-with-same-key",
    "repeats a POST that failed, or whose answer was lost, with the same idempotency key",
    "pages: a POST that is made again is made with its key (docs/fidelity.md#idempotency)",
    "no POST failed and was made again")
{
    public override IEnumerable<Observation> Observe(History history)
    {
        // The newest call is first, so that the next similar call is already in the tables.
        var observations = new Stack<Observation>();
        var nextOfKey = new Dictionary<(string Path, uint Key), CallEntry>();
        var nextOfBody = new Dictionary<(string Path, int Body), CallEntry>();
        foreach (var call in history.Calls.Where(call => HttpMethods.IsPost(call.Method)).Reverse())
        {
            var (path, body) = (call.Path.TrimEnd('/').ToUpperInvariant(), call.HashBody());
            var again = call.SentKeyHash is 0 ? null : nextOfKey.GetValueOrDefault((path, call.SentKeyHash));
            if (again is null && nextOfBody.TryGetValue((path, body), out var like) && like.HasBodyOf(call))
            {
                again = like;
            }

            if (again is not null && HasFailed(call, history))
            {
                observations.Push(Compare(call, again, history));
            }

            nextOfBody[(path, body)] = call;
            if (call.SentKeyHash is not 0)
            {
                nextOfKey[(path, call.SentKeyHash)] = call;
            }
        }

        return observations;
    }

    // A 409 means that the first call with the key is still in progress.
    private static bool HasFailed(CallEntry call, History history) =>
        call.StatusCode is >= 500 or 408 or 429 || call is { StatusCode: 409, SentKeyHash: not 0 } || history.HasLostAnswer(call);

    private static Observation Compare(CallEntry failed, CallEntry again, History history)
    {
        var isSame = failed.SentKeyHash is not 0 && again.SentKeyHash == failed.SentKeyHash;
        var key = (failed.KeyHash, again.KeyHash) switch
        {
            _ when isSame => "the same key",
            (null, _) => "no key to begin with",
            (_, null) => "no key",
            _ => "another key",
        };

        return new Observation(again, isSame, $"{again.Line()} repeats entry {failed.Number} ({(history.HasLostAnswer(failed) ? "answer lost" : failed.StatusCode)}) with {key}");
    }
}
