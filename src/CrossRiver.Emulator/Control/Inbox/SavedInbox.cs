using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Control.Inbox;

/// <summary>Represents an inbox in the file of the state.</summary>
/// <param name="Received">The number of all messages, which is the number of the newest message.</param>
/// <param name="Dropped">The number of dropped messages.</param>
/// <param name="Messages">The messages, the oldest first.</param>
internal sealed record SavedInbox(string Name, InboxAnswer Answer, long Received, long Dropped, IReadOnlyList<SavedMessage> Messages);

/// <summary>Represents a message in the file of the state.</summary>
/// <param name="Message">The message without its body.</param>
/// <param name="Content">The bytes of the body.</param>
internal sealed record SavedMessage(InboxMessage Message, byte[] Content)
{
    public InboxMessage ToMessage() => Message with { Content = Content };
}

/// <summary>Checks that calls could have made the saved inboxes.</summary>
internal static class InboxesCheck
{
    /// <exception cref="InvalidDataException">There are too many inboxes, or an inbox is impossible.</exception>
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
