using System.Runtime.InteropServices;
using CrossRiver.Emulator.Kernel.Journal.Masking;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Represents a call to the bank's API. It is added when it is accepted and completed when it is answered.</summary>
/// <remarks>The sent text is kept unchanged, and masked each time it is read.</remarks>
internal sealed class CallEntry : JournalEntry
{
    private CallOutcome _outcome;
    private int _bodyLength;

    // Set last, so that a reader sees either the whole outcome or nothing of it.
    private volatile bool _isComplete;

    public CallEntry() => By = EntryCause.Partner;

    public override string Kind => "call";

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>The query without secrets, or null if there is none.</summary>
    public string? Query => MaskedQuery.Of(SentQuery);

    internal string? SentQuery { get; init; }

    public required string RequestId { get; init; }

    /// <summary>The client whose token the call had, or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>The earlier call whose answer was repeated because of the idempotency key, or null.</summary>
    public string? OriginalRequestId { get; init; }

    /// <summary>A hash of the idempotency key, the same for the same key, or null if none was sent.</summary>
    public string? KeyHash => SentKeyHash is 0 ? null : $"{SentKeyHash:x8}";

    /// <summary>Gets the hash as a number, or 0 if no key was sent.</summary>
    internal uint SentKeyHash { get; init; }

    /// <summary>Gets a hash of the token, or 0 if none was sent.</summary>
    /// <remarks>Tokens differ in each run and journals do not, so the hash is not in the answer.</remarks>
    internal uint SentTokenHash { get; init; }

    /// <summary>The members that the bank does not document: query members after a question mark, body members by their path.</summary>
    public IReadOnlyList<string>? UnknownMembers { get; init; }

    /// <summary>The operation, as in scenario files: <c>customers.create</c>; or null if it has no name, or no answer yet.</summary>
    public string? Operation => _isComplete ? _outcome.Operation : null;

    /// <summary>The customer that the call names or created, or null.</summary>
    public Guid? CustomerId => _isComplete ? _outcome.CustomerId : null;

    /// <summary>The body, if it is JSON: its first 4 KB, without secrets.</summary>
    public JsonElement? Body => MaskedBody.Read(SentBody);

    /// <summary>The size of the body in bytes, or null if there was none.</summary>
    public int? BodyBytes => _isComplete && _bodyLength is not 0 ? _bodyLength : null;

    /// <summary>The status of the answer, or null if there is none yet.</summary>
    public int? StatusCode => _isComplete && _outcome.StatusCode is not CallOutcome.NoStatus ? _outcome.StatusCode : null;

    /// <summary>The reasons for the refusal, one message per fault, or null if the call was accepted.</summary>
    public IReadOnlyList<string>? Errors => _isComplete ? _outcome.Errors : null;

    /// <summary>Gets the names of the errors of the refusal, as in the list of errors, or null if the call was accepted.</summary>
    internal IReadOnlyList<string>? Refusals => _isComplete ? _outcome.Refusals : null;

    /// <summary>The time until the answer, in real time, or null if there is none yet.</summary>
    public double? DurationMilliseconds => _isComplete ? Math.Round(_outcome.Duration.TotalMilliseconds, 3) : null;

    /// <summary>Gets the outcome, or null if there is none yet.</summary>
    internal CallOutcome? Outcome => _isComplete ? _outcome : null;

    internal override bool IsComplete => _isComplete;

    internal override Guid? AboutCustomer => CustomerId;

    private ReadOnlyMemory<byte> SentBody => _isComplete ? _outcome.Body : default;

    /// <param name="bodyLength">The bytes of the body as it arrived. The default is the length of the given body.</param>
    public void Answer(CallOutcome outcome, int? bodyLength = null)
    {
        // A long body is copied in part, so that the rest can be collected.
        _bodyLength = bodyLength ?? outcome.Body.Length;
        _outcome = outcome.Body.Length <= MaskedBody.Longest ? outcome : outcome with { Body = outcome.Body[..MaskedBody.Longest].ToArray() };
        _isComplete = true;
    }

    public int HashBody()
    {
        var hash = default(HashCode);
        hash.Add(_bodyLength);
        hash.AddBytes(SentBody.Span);
        return hash.ToHashCode();
    }

    /// <summary>Returns whether another call had the same body, as far as bodies are kept.</summary>
    public bool HasBodyOf(CallEntry other) => _bodyLength == other._bodyLength && SentBody.Span.SequenceEqual(other.SentBody.Span);

    public override int EstimateBytes() =>
        BytesOfFields + BytesOf(Path) + BytesOf(SentQuery) + BytesOf(RequestId) + BytesOf(ClientId) + BytesOf(OriginalRequestId)
        + BytesOf(UnknownMembers) + BytesOf(Errors)
        + (MemoryMarshal.TryGetArray(SentBody, out var array) ? array.Array!.Length : 0);
}

/// <param name="StatusCode">The status of the answer, or <see cref="NoStatus"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CallOutcome(int StatusCode, TimeSpan Duration)
{
    /// <summary>The status of a call that was never answered.</summary>
    public const int NoStatus = 0;

    /// <summary>Gets the operation, as in scenario files, or null.</summary>
    public string? Operation { get; init; }

    /// <summary>Gets the customer that the call names or created, or null.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Gets the reasons for the refusal, or null if the call was accepted.</summary>
    public IReadOnlyList<string>? Errors { get; init; }

    /// <summary>Gets the names of the errors of the refusal, or null if the call was accepted.</summary>
    public IReadOnlyList<string>? Refusals { get; init; }

    /// <summary>Gets the body as it was sent; empty if there was none or it was not read.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
