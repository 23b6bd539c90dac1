using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Idempotency;

/// <summary>A world's answers to calls with idempotency keys: each for some days, and the newest only.</summary>
/// <param name="partnerId">The world's partner.</param>
/// <param name="clock">The world's clock.</param>
/// <param name="options">How long they are kept, and how many.</param>
/// <param name="kept">Told of every answer that is kept.</param>
/// <param name="forgotten">Told of every answer that is kept no longer.</param>
/// <param name="logger">Told once when the limit forgets an answer that was still good.</param>
/// <remarks>Any thread may use it.</remarks>
internal sealed partial class KeptAnswers(
    Guid partnerId,
    EmulatorClock clock,
    IdempotencyOptions options,
    Action<Guid> kept,
    Action<Guid> forgotten,
    ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, KeptAnswer> _answers = [];
    private readonly Queue<KeptAnswer> _order = new();
    private bool _isFullTold;

    /// <summary>Finds the answer to a call, or returns <see langword="null"/> when there is none or it is too old.</summary>
    public KeptAnswer? Find(Guid id)
    {
        lock (_lock)
        {
            return _answers.TryGetValue(id, out var answer) && IsGood(answer) ? answer : null;
        }
    }

    /// <summary>Keeps an answer.</summary>
    public void Keep(KeptAnswer answer)
    {
        lock (_lock)
        {
            _answers[answer.Id] = answer;
            _order.Enqueue(answer);
            kept(answer.Id);
            while (_order.TryPeek(out var oldest) && (!IsGood(oldest) || _order.Count > options.Answers))
            {
                Forget(_order.Dequeue());
            }
        }
    }

    /// <summary>Forgets every answer.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            while (_order.TryDequeue(out var answer))
            {
                _answers.Remove(answer.Id);
                forgotten(answer.Id);
            }
        }
    }

    /// <summary>Every answer, the oldest first.</summary>
    public IReadOnlyList<KeptAnswer> Save()
    {
        lock (_lock)
        {
            return [.. _order.Where(answer => _answers.TryGetValue(answer.Id, out var current) && current == answer)];
        }
    }

    /// <summary>Keeps the answers that were saved, and no others.</summary>
    public void Load(IReadOnlyList<KeptAnswer> saved)
    {
        Clear();
        foreach (var answer in saved)
        {
            Keep(answer);
        }
    }

    private bool IsGood(KeptAnswer answer) => clock.Now - answer.KeptAt < options.Lifetime;

    private void Forget(KeptAnswer oldest)
    {
        // A call that was made again after its answer was too old has a newer one.
        if (!_answers.TryGetValue(oldest.Id, out var current) || current != oldest)
        {
            return;
        }

        _answers.Remove(oldest.Id);
        forgotten(oldest.Id);
        if (IsGood(oldest) && !_isFullTold)
        {
            _isFullTold = true;
            LogFull(partnerId, options.Answers);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Partner {PartnerId}: the oldest of {Answers} answers to idempotency keys are forgotten from now on (Emulator:Idempotency:Answers)")]
    private partial void LogFull(Guid partnerId, int answers);
}
