using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Control.Inbox;

/// <summary>Finds out whether inboxes that were kept are such as calls could have made.</summary>
internal static class InboxesCheck
{
    /// <summary>Checks the inboxes.</summary>
    /// <exception cref="InvalidDataException">There are too many, or one is none.</exception>
    public static void Check(IReadOnlyList<SavedInbox> saved, Place place)
    {
        place.Require(saved.Count <= Inboxes.Most, $"there are more than {Inboxes.Most} inboxes");
        place.Index(saved, inbox => inbox.Name.ToUpperInvariant(), "inbox");
        place.ForEach(saved, (inbox, at) =>
        {
            at.Of("answer").Require(inbox.Answer is { Status: >= 200 and <= 599 }, "an inbox must answer with a status from 200 to 599");
            at.Of("answer").Require(inbox.Answer.Delay <= TimeSpan.FromMinutes(2), "an inbox must answer within 2 minutes");
            var number = 0L;
            at.Of("messages").ForEach(inbox.Messages, (kept, place) =>
            {
                place.Of("message.number").Require(kept.Message.Number > number && kept.Message.Number <= inbox.Received, "the messages are not in order");
                place.Of("message.headers").Require(kept.Message.Headers.Values.All(value => value is not null), "a header is null");
                number = kept.Message.Number;
            });
        });
    }
}
