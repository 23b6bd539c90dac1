namespace CrossRiver.Emulator.Page.Models;

/// <summary>The built-in receivers of webhooks.</summary>
/// <param name="Inboxes">The receivers, sorted by name.</param>
/// <param name="Example">The address of a receiver that a registration may name as its callback URL.</param>
public sealed record InboxesModel(IReadOnlyList<InboxLine> Inboxes, string Example);

/// <summary>A receiver in the list.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kept">The number of messages that are kept.</param>
/// <param name="Received">The number of all messages.</param>
/// <param name="NewestAt">The arrival of the newest message, or null if there is none.</param>
/// <param name="Answer">The answer to the next message, in words.</param>
public sealed record InboxLine(string Name, int Kept, long Received, DateTimeOffset? NewestAt, string Answer);

/// <summary>One receiver with its messages.</summary>
/// <param name="Name">The name.</param>
/// <param name="Address">The callback URL that reaches it.</param>
/// <param name="Answer">The answer to the next message, in words.</param>
/// <param name="Messages">The messages of this page, the newest first.</param>
/// <param name="Actions">The actions on the receiver: the answer, the removal of its messages.</param>
public sealed record InboxModel(string Name, string Address, string Answer, IReadOnlyList<InboxMessageLine> Messages, IReadOnlyList<ActionForm> Actions)
{
    /// <summary>Gets the number of messages on all pages.</summary>
    public int Count { get; init; }

    /// <summary>Gets the number of older messages that were dropped.</summary>
    public long Dropped { get; init; }

    /// <summary>Gets the address of the newer messages, or null if there are none.</summary>
    public string? Newer { get; init; }

    /// <summary>Gets the address of the older messages, or null if there are none.</summary>
    public string? Older { get; init; }

    /// <summary>Gets the form that sends webhooks to the receiver.</summary>
    public required ActionForm Register { get; init; }
}

/// <summary>A message of a receiver.</summary>
/// <param name="Number">The number, from 1.</param>
/// <param name="At">The moment of the arrival, on the emulator's own clock.</param>
/// <param name="Event">The name of the event, or the method for a call that names none.</param>
/// <param name="Signature">The verdict on the signature: none, valid, invalid or unchecked.</param>
/// <param name="StatusCode">The status of the answer.</param>
/// <param name="Body">The beginning of the body.</param>
public sealed record InboxMessageLine(long Number, DateTimeOffset At, string Event, string Signature, int StatusCode, string Body)
{
    /// <summary>Gets whether a part of the body is left out.</summary>
    public bool IsCut { get; init; }

    /// <summary>Gets whether the call had a user name and a password.</summary>
    public bool HasCredentials { get; init; }

    /// <summary>Gets the headers without credentials.</summary>
    public IReadOnlyList<DetailLine> Headers { get; init; } = [];

    /// <summary>Gets the address of the customer's story, or null if the message is about no known customer.</summary>
    public string? Story { get; init; }
}
