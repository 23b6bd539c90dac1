using System.Collections.Concurrent;
using System.Security.Cryptography;
using CrossRiver.Emulator.Kernel.Snapshots;

namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>The stored answers of a world to calls with idempotency keys: the newest, each for some days. Thread-safe.</summary>
/// <param name="index">The index of the worlds that store answers.</param>
/// <param name="logger">Gets one message when the limit drops an answer that is not too old.</param>
internal sealed partial class StoredResponses(World world, IdempotencyOptions options, ResponseIndex index, ILogger logger) : IWorldPart<IReadOnlyList<StoredResponse>>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, StoredResponse> _answers = [];
    private readonly Queue<StoredResponse> _order = new();
    private bool _isFullTold;

    /// <summary>Checks saved answers.</summary>
    /// <exception cref="InvalidDataException">An answer cannot be given again.</exception>
    public static void Check(IReadOnlyList<StoredResponse> saved, SnapshotInCheck snapshot)
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

    /// <summary>Returns the answer to a call, or null if there is none or it is too old.</summary>
    public StoredResponse? Find(Guid id)
    {
        lock (_lock)
        {
            return _answers.TryGetValue(id, out var answer) && IsGood(answer) ? answer : null;
        }
    }

    public void Keep(StoredResponse answer)
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

    /// <summary>Returns every answer, the oldest first.</summary>
    public IReadOnlyList<StoredResponse> Save()
    {
        lock (_lock)
        {
            return [.. _order.Where(IsCurrent)];
        }
    }

    /// <inheritdoc/>
    public void Load(IReadOnlyList<StoredResponse> saved)
    {
        foreach (var answer in saved)
        {
            Keep(answer);
        }
    }

    private static bool IsHeader(string text) => text.Length is > 0 and <= 200 && text.All(letter => letter is >= ' ' and <= '~');

    private bool IsGood(StoredResponse answer) => world.Clock.Now - answer.KeptAt < options.Lifetime;

    // A call that was repeated after its answer was too old has a newer answer.
    private bool IsCurrent(StoredResponse answer) => _answers.TryGetValue(answer.Id, out var current) && current == answer;

    private void Forget(StoredResponse oldest)
    {
        if (!IsCurrent(oldest))
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

/// <summary>The first answer to a call with an idempotency key, stored for repetitions of the call.</summary>
/// <param name="Id">The identifier of the call: the same for the same operation, body and key.</param>
/// <param name="RequestId">The <c>request-id</c> of the first answer.</param>
/// <param name="KeptAt">The moment of the answer, on the world's clock.</param>
/// <param name="StatusCode">The status, 200 to 299.</param>
/// <param name="ContentType">The content type, or null if there is no body.</param>
/// <param name="Body">The body, byte for byte.</param>
/// <remarks>Source: same endpoint, same body, same key; a changed body is a new request.</remarks>
internal sealed record StoredResponse(Guid Id, string RequestId, DateTimeOffset KeptAt, int StatusCode, string? ContentType, byte[] Body)
{
    /// <summary>Returns the identifier of a call.</summary>
    public static Guid IdOf(HttpRequest request, string key, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes($"{request.Method} {request.Path.Value!.TrimEnd('/').ToUpperInvariant()}{request.QueryString}\n{key}\n");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(body);

        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }
}

/// <summary>The index of the worlds that store answers. It is needed because a repeated call is recognized before its partner is found.</summary>
internal sealed class ResponseIndex
{
    private readonly ConcurrentDictionary<Guid, World> _keepers = new();

    public int Count => _keepers.Count;

    /// <summary>Returns the world that stores an answer, or null.</summary>
    public World? Find(Guid answerId) => _keepers.GetValueOrDefault(answerId);

    /// <summary>Adds an answer, unless its world has ended. Call only while holding the world lock.</summary>
    public void Add(Guid answerId, World keeper)
    {
        if (!keeper.IsOver)
        {
            _keepers[answerId] = keeper;
        }
    }

    /// <summary>Removes an answer of a world. An answer of the partner's next world with the same identifier stays.</summary>
    public void Remove(Guid answerId, World keeper) => _keepers.TryRemove(KeyValuePair.Create(answerId, keeper));
}

/// <summary>Provides the stored answers of a world.</summary>
internal static class AnswersInWorld
{
    extension(World world)
    {
        /// <summary>Gets the stored answers to calls with idempotency keys. Thread-safe.</summary>
        public StoredResponses StoredResponses => world.Part<StoredResponses>();
    }
}
