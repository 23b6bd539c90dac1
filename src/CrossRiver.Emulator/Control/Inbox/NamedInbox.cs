namespace CrossRiver.Emulator.Control.Inbox;

/// <summary>A receiver of webhooks: what came to it, the newest, and how it answers.</summary>
/// <param name="name">What it is called in its address.</param>
/// <remarks>Any thread may use it.</remarks>
internal sealed class NamedInbox(string name)
{
    /// <summary>How many messages are kept.</summary>
    public const int MostMessages = 200;

    /// <summary>How many bytes of bodies and headers are kept.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<InboxMessage> _messages = new();
    private InboxAnswer _answer = InboxAnswer.ByDefault;
    private long _received;
    private long _dropped;
    private long _bytes;

    /// <summary>How many messages came in all.</summary>
    public long Received
    {
        get
        {
            lock (_lock)
            {
                return _received;
            }
        }
    }

    /// <summary>Whether it is as one that nobody has used.</summary>
    public bool IsUnused
    {
        get
        {
            lock (_lock)
            {
                return _messages.Count is 0 && _answer == InboxAnswer.ByDefault;
            }
        }
    }

    /// <summary>Keeps a message; the oldest make room for it.</summary>
    /// <returns>How to answer it.</returns>
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

    /// <summary>Returns what is kept of it over a restart.</summary>
    public SavedInbox Save()
    {
        lock (_lock)
        {
            return new SavedInbox(name, _answer, _received, _dropped, [.. _messages.Select(message => new SavedMessage(message, message.Content))]);
        }
    }

    /// <summary>Goes on with what was kept of it.</summary>
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

    /// <summary>Answers in another way from now on.</summary>
    public void AnswerWith(InboxAnswer answer)
    {
        lock (_lock)
        {
            _answer = answer;
        }
    }

    /// <summary>Reads what came.</summary>
    /// <param name="after">The number of the last message that the reader knows; 0 for none.</param>
    public InboxExcerpt Read(long after)
    {
        lock (_lock)
        {
            return new InboxExcerpt(name, [.. _messages.Where(message => message.Number > after)], _received, _dropped, InboxAnswerBody.Of(_answer));
        }
    }

    /// <summary>Forgets every message.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _messages.Clear();
            (_bytes, _dropped) = (0, 0);
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

/// <summary>How an inbox answers.</summary>
/// <param name="Status">With which status.</param>
/// <param name="Delay">After what time, in real time.</param>
/// <param name="FailFirst">How many messages it answers 500 before that.</param>
internal sealed record InboxAnswer(int Status, TimeSpan Delay, int FailFirst)
{
    /// <summary>At once, with 200.</summary>
    public static InboxAnswer ByDefault { get; } = new(StatusCodes.Status200OK, TimeSpan.Zero, 0);
}
