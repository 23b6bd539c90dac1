namespace CrossRiver.Emulator.Control.Inbox;

/// <summary>One call that came to an inbox.</summary>
internal sealed record InboxMessage
{
    /// <summary>Its place among all that came to the inbox, from 1.</summary>
    [JsonPropertyOrder(-1)]
    public long Number { get; init; }

    /// <summary>When it came, on the emulator's own clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    public required string Method { get; init; }

    /// <summary>The headers, without those that carry credentials.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Whether there were credentials of HTTP Basic authentication.</summary>
    public required bool HasBasicCredentials { get; init; }

    /// <summary>Whether it is signed by the partner's secret.</summary>
    public required SignatureVerdict Signature { get; init; }

    /// <summary>The partner that the body names, if it names one.</summary>
    public Guid? PartnerId { get; init; }

    /// <summary>The bytes of the body.</summary>
    [JsonIgnore]
    public byte[] Content { get; init; } = [];

    /// <summary>The body: JSON as it is, anything else as text; <see langword="null"/> when it is empty.</summary>
    public JsonElement? Body => Content is [] ? null : InboxReading.ToJson(Content);

    /// <summary>The status that it was answered with.</summary>
    public int StatusCode { get; init; }
}

/// <summary>What is to be thought of a message's signature.</summary>
internal enum SignatureVerdict
{
    /// <summary>There is none.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>It is that of the body, by the partner's secret.</summary>
    [JsonStringEnumMemberName("valid")]
    Valid,

    /// <summary>It is not.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,

    /// <summary>There is one, but the body names no partner whose secret is known.</summary>
    [JsonStringEnumMemberName("unchecked")]
    Unchecked,
}
