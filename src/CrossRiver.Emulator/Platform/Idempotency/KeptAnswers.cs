namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>A world's answers to calls with idempotency keys: each for some days, and the newest only.</summary>
/// <param name="options">How long they are kept, and how many.</param>
/// <param name="index">Where the world of an answer is found.</param>
/// <param name="logger">Told once when the limit forgets an answer that was still good.</param>
/// <remarks>Any thread may use it.</remarks>
internal sealed partial class KeptAnswers(
    World world,
    IdempotencyOptions options,
    AnswerIndex index,
    ILogger logger) : IWorldPart<IReadOnlyList<KeptAnswer>>
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
            index.Add(answer.Id, world);
            while (_order.TryPeek(out var oldest) && (!IsGood(oldest) || _order.Count > options.Answers))
            {
                Forget(_order.Dequeue());
            }
        }
    }

    /// <inheritdoc/>
    public int Clear(ResetOptions reset)
    {
        lock (_lock)
        {
            while (_order.TryDequeue(out var answer))
            {
                _answers.Remove(answer.Id);
                index.Remove(answer.Id, world);
            }
        }

        return 0;
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
        foreach (var answer in saved)
        {
            Keep(answer);
        }
    }

    private bool IsGood(KeptAnswer answer) => world.Clock.Now - answer.KeptAt < options.Lifetime;

    private void Forget(KeptAnswer oldest)
    {
        // A call that was made again after its answer was too old has a newer one.
        if (!_answers.TryGetValue(oldest.Id, out var current) || current != oldest)
        {
            return;
        }

        _answers.Remove(oldest.Id);
        index.Remove(oldest.Id, world);
        if (IsGood(oldest) && !_isFullTold)
        {
            _isFullTold = true;
            LogFull(world.PartnerId, options.Answers);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Partner {PartnerId}: the oldest of {Answers} answers to idempotency keys are forgotten from now on (Emulator:Idempotency:Answers)")]
    private partial void LogFull(Guid partnerId, int answers);
}
