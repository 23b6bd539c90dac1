namespace CrossRiver.Emulator.Control.Inbox;

/// <summary>An inbox as the file of the state keeps it.</summary>
/// <param name="Name">The inbox.</param>
/// <param name="Answer">How it answers.</param>
/// <param name="Received">How many messages came in all: they are numbered on.</param>
/// <param name="Dropped">How many of them were forgotten.</param>
/// <param name="Messages">The messages, the oldest first.</param>
internal sealed record SavedInbox(string Name, InboxAnswer Answer, long Received, long Dropped, IReadOnlyList<SavedMessage> Messages);

/// <summary>A message that is kept.</summary>
/// <param name="Message">The message without its body.</param>
/// <param name="Content">The bytes of the body.</param>
internal sealed record SavedMessage(InboxMessage Message, byte[] Content)
{
    /// <summary>Makes the message.</summary>
    public InboxMessage ToMessage() => Message with { Content = Content };
}
