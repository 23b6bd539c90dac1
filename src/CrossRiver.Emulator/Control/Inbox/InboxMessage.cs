namespace CrossRiver.Emulator.Control.Inbox;

/// <summary>Represents a call of an inbox.</summary>
internal sealed record InboxMessage
{
    /// <summary>The number of the message in the inbox, from 1.</summary>
    [JsonPropertyOrder(-1)]
    public long Number { get; init; }

    /// <summary>The time of its arrival, on the emulator's own clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    public required string Method { get; init; }

    /// <summary>The headers without credentials.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Gets whether the call had credentials of HTTP Basic authentication.</summary>
    public required bool HasBasicCredentials { get; init; }

    /// <summary>The verdict on the signature.</summary>
    public required SignatureVerdict Signature { get; init; }

    /// <summary>The partner that the body names, if it names one.</summary>
    public Guid? PartnerId { get; init; }

    [JsonIgnore]
    public byte[] Content { get; init; } = [];

    /// <summary>The body: JSON as it is, other content as text, or null if it is empty.</summary>
    public JsonElement? Body => Content is [] ? null : InboxReading.ToJson(Content);

    /// <summary>The status of the answer.</summary>
    public int StatusCode { get; init; }
}

/// <summary>Represents the verdict on the signature of a message.</summary>
internal enum SignatureVerdict
{
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>The signature fits the body and the partner's secret.</summary>
    [JsonStringEnumMemberName("valid")]
    Valid,

    [JsonStringEnumMemberName("invalid")]
    Invalid,

    /// <summary>The body names no partner with a known secret.</summary>
    [JsonStringEnumMemberName("unchecked")]
    Unchecked,
}
