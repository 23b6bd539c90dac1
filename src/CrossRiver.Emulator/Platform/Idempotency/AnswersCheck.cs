using CrossRiver.Emulator.Kernel.Snapshots;

namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>Finds out whether answers that were kept for their idempotency keys can be given again.</summary>
internal static class AnswersCheck
{
    /// <summary>Checks the answers.</summary>
    /// <exception cref="InvalidDataException">One cannot be given.</exception>
    public static void Check(IReadOnlyList<KeptAnswer> saved, SnapshotInCheck snapshot)
    {
        var place = snapshot.Place.Of("answers");
        place.Index(saved, answer => answer.Id, "answer");
        place.ForEach(saved, (answer, at) =>
        {
            at.Of("statusCode").Require(answer.StatusCode is >= 200 and <= 299, "an answer that is given again must have a status from 200 to 299");
            at.Of("requestId").Require(IsHeader(answer.RequestId), "a request-id must be plain text");
            at.Of("contentType").Require(answer.ContentType is not { } type || IsHeader(type), "a content type must be plain text");
        });
    }

    private static bool IsHeader(string text) => text.Length is > 0 and <= 200 && text.All(letter => letter is >= ' ' and <= '~');
}
