namespace CrossRiver.Emulator.Control.Inbox;

/// <summary>Represents a receiver of webhooks: its newest messages and its answers.</summary>
/// <param name="name">Its name in the address.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class NamedInbox(string name)
{
    public const int MostMessages = 200;

    /// <summary>The limit of kept bodies and headers, in bytes.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<InboxMessage> _messages = new();
    private InboxAnswer _answer = InboxAnswer.ByDefault;
    private long _received;
    private long _dropped;
    private long _bytes;

    public string Name => name;

    /// <summary>Gets the number of all messages, including dropped messages.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Keeps a message, and drops the oldest messages above the limits.</summary>
    /// <returns>The answer to the message.</returns>
    public InboxAnswer Take(InboxMessage message)
    {
        lock (_lock)
        {
            var answer = _answer;
            if (answer.FailFirst > 0)
            {
                _answer = answer with { FailFirst = answer.FailFirst - 1 };
                answer = answer with { Status = StatusCodes.Status500InternalServerError };
            }

            Keep(message with { Number = ++_received, StatusCode = answer.Status });
            return answer;
        }
    }

    public SavedInbox Save()
    {
        lock (_lock)
        {
            return new SavedInbox(name, _answer, _received, _dropped, [.. _messages.Select(message => new SavedMessage(message, message.Content))]);
        }
    }

    public void Load(SavedInbox saved)
    {
        lock (_lock)
        {
            (_answer, _received, _dropped) = (saved.Answer, saved.Received, saved.Dropped);
            foreach (var message in saved.Messages)
            {
                Keep(message.ToMessage());
            }
        }
    }

    public void AnswerWith(InboxAnswer answer)
    {
        lock (_lock)
        {
            _answer = answer;
        }
    }

    /// <summary>Returns the messages after a number; 0 means all.</summary>
    public InboxExcerpt Read(long after)
    {
        lock (_lock)
        {
            return new InboxExcerpt(name, [.. _messages.Where(message => message.Number > after)], _received, _dropped, InboxAnswerBody.Of(_answer));
        }
    }

    /// <summary>Deletes all messages.</summary>
    /// <returns>Whether the inbox answers by default, so that it can be deleted.</returns>
    public bool Clear()
    {
        lock (_lock)
        {
            _messages.Clear();
            (_bytes, _dropped) = (0, 0);
            return _answer == InboxAnswer.ByDefault;
        }
    }

    private void Keep(InboxMessage message)
    {
        _bytes += SizeOf(message);
        _messages.Enqueue(message);
        while (_messages.Count > MostMessages || _bytes > MostBytes)
        {
            _bytes -= SizeOf(_messages.Dequeue());
            _dropped++;
        }
    }

    private static long SizeOf(InboxMessage message) => message.Content.Length + message.Headers.Sum(header => header.Key.Length + header.Value.Length);
}

/// <summary>Represents the answers of an inbox.</summary>
/// <param name="Delay">The time before the answer, in real time.</param>
/// <param name="FailFirst">The number of messages that are first answered 500.</param>
internal sealed record InboxAnswer(int Status, TimeSpan Delay, int FailFirst)
{
    public static InboxAnswer ByDefault { get; } = new(StatusCodes.Status200OK, TimeSpan.Zero, 0);
}
