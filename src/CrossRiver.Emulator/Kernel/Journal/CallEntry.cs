using System.Runtime.InteropServices;
using CrossRiver.Emulator.Kernel.Journal.Masking;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>A call to the bank's API. It is entered when it is accepted and completed when it is answered.</summary>
/// <remarks>What was sent is kept as it came, and masked whenever somebody reads it.</remarks>
internal sealed class CallEntry : JournalEntry
{
    private CallOutcome _outcome;
    private int _bodyLength;

    // Set last: whoever reads the entry before sees none of the outcome, and never half of it.
    private volatile bool _isComplete;

    public override string Kind => "call";

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>The query without secrets, or <see langword="null"/> when there is none.</summary>
    public string? Query => MaskedQuery.Of(SentQuery);

    /// <summary>The query as it was sent.</summary>
    [JsonIgnore]
    public string? SentQuery { get; init; }

    public required string RequestId { get; init; }

    /// <summary>The client that called with a token of ours, or <see langword="null"/>.</summary>
    public string? ClientId { get; init; }

    /// <summary>The call whose answer was given again because of its idempotency key, or <see langword="null"/>.</summary>
    public string? OriginalRequestId { get; init; }

    /// <summary>The idempotency key in short: the same for the same key, and it does not tell the key; <see langword="null"/> when none was sent.</summary>
    public string? KeyHash => SentKeyHash is 0 ? null : $"{SentKeyHash:x8}";

    /// <summary>The same as a number, or 0.</summary>
    [JsonIgnore]
    public uint SentKeyHash { get; init; }

    /// <summary>Tells the token that was sent from others without telling it, or 0 when none was sent.</summary>
    /// <remarks>No two runs have the same tokens, and a journal is the same in every run: nobody reads it there.</remarks>
    [JsonIgnore]
    public uint SentTokenHash { get; init; }

    /// <summary>Members that the bank does not document: those of the query with a question mark before them, those of the body by their path.</summary>
    public IReadOnlyList<string>? UnknownMembers { get; init; }

    /// <summary>What the call is, as scenario files name it: <c>customers.create</c>; <see langword="null"/> when it has no name, or no answer yet.</summary>
    public string? Operation => _isComplete ? _outcome.Operation : null;

    /// <summary>The customer that the call names or made, or <see langword="null"/>.</summary>
    public Guid? CustomerId => _isComplete ? _outcome.CustomerId : null;

    /// <summary>The body, if it is JSON: its first 4 KB, without secrets.</summary>
    public JsonElement? Body => MaskedBody.Read(SentBody);

    /// <summary>How many bytes the body had, or <see langword="null"/> when there was none.</summary>
    public int? BodyBytes => _isComplete && _bodyLength is not 0 ? _bodyLength : null;

    /// <summary>The status of the answer, or <see langword="null"/> while there is none.</summary>
    public int? StatusCode => _isComplete && _outcome.StatusCode is not CallOutcome.NoStatus ? _outcome.StatusCode : null;

    /// <summary>Why the call was refused, a message a fault, or <see langword="null"/> when it was not.</summary>
    public IReadOnlyList<string>? Errors => _isComplete ? _outcome.Errors : null;

    /// <summary>How long the answer took, in real time, or <see langword="null"/> while there is none.</summary>
    public double? DurationMilliseconds => _isComplete ? Math.Round(_outcome.Duration.TotalMilliseconds, 3) : null;

    [JsonIgnore]
    public override bool IsComplete => _isComplete;

    [JsonIgnore]
    public override Guid? AboutCustomer => CustomerId;

    private ReadOnlyMemory<byte> SentBody => _isComplete ? _outcome.Body : default;

    /// <summary>The call is answered.</summary>
    public void Answer(CallOutcome outcome) => Answer(outcome, outcome.Body.Length);

    /// <summary>The call is answered.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <param name="bodyLength">How many bytes its body had when it came.</param>
    public void Answer(CallOutcome outcome, int bodyLength)
    {
        // A short body is kept alive as it is; of a long one a part is copied, so that the rest can go.
        _bodyLength = bodyLength;
        _outcome = outcome.Body.Length <= MaskedBody.Longest ? outcome : outcome with { Body = outcome.Body[..MaskedBody.Longest].ToArray() };
        _isComplete = true;
    }

    /// <summary>A number that is the same for calls whose bodies are the same, as far as they are kept.</summary>
    public int HashBody()
    {
        var hash = default(HashCode);
        hash.Add(_bodyLength);
        hash.AddBytes(SentBody.Span);
        return hash.ToHashCode();
    }

    /// <summary>Whether another call had the same body, as far as bodies are kept.</summary>
    public bool HasBodyOf(CallEntry other) => _bodyLength == other._bodyLength && SentBody.Span.SequenceEqual(other.SentBody.Span);

    public override int EstimateBytes() =>
        BytesOfFields + BytesOf(Path) + BytesOf(SentQuery) + BytesOf(RequestId) + BytesOf(ClientId) + BytesOf(OriginalRequestId)
        + BytesOf(UnknownMembers) + BytesOf(Errors)
        + (MemoryMarshal.TryGetArray(SentBody, out var array) ? array.Array!.Length : 0);
}

/// <summary>What became of a call.</summary>
/// <param name="StatusCode">The status of the answer.</param>
/// <param name="Duration">How long the answer took, in real time.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CallOutcome(int StatusCode, TimeSpan Duration)
{
    /// <summary>The status of a call that was never answered.</summary>
    public const int NoStatus = 0;

    /// <summary>What the call is, as scenario files name it, or <see langword="null"/>.</summary>
    public string? Operation { get; init; }

    /// <summary>The customer that the call names or made, or <see langword="null"/>.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Why the call was refused, or <see langword="null"/> when it was not.</summary>
    public IReadOnlyList<string>? Errors { get; init; }

    /// <summary>The body as it was sent; empty when there was none, or nobody read it.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
