namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>The status of an event whose attempts have all failed.</summary>
internal enum FinalStatus
{
    Failed,
    Pending,
}

/// <summary>What of a delivery is lost.</summary>
internal enum Loss
{
    /// <summary>An attempt: nothing arrives, and the retry rule applies.</summary>
    [JsonStringEnumMemberName("attempt")]
    Attempt,

    /// <summary>The event: it counts as sent and never is.</summary>
    [JsonStringEnumMemberName("event")]
    Event,
}

/// <summary>An order other than that of the changes.</summary>
internal enum NewOrder
{
    [JsonStringEnumMemberName("reverse")]
    Reverse,

    /// <summary>Each two events change places.</summary>
    [JsonStringEnumMemberName("swap")]
    Swap,

    [JsonStringEnumMemberName("shuffle")]
    Shuffle,
}

/// <summary>What is wrong with the credentials or the signature of an attempt.</summary>
internal enum CredentialFault
{
    [JsonStringEnumMemberName("wrong-password")]
    WrongPassword,

    [JsonStringEnumMemberName("wrong-user")]
    WrongUser,

    [JsonStringEnumMemberName("missing")]
    Missing,

    [JsonStringEnumMemberName("bad-signature")]
    BadSignature,

    [JsonStringEnumMemberName("no-signature")]
    NoSignature,

    /// <summary>The signature of a day before.</summary>
    [JsonStringEnumMemberName("stale-signature")]
    StaleSignature,
}

/// <summary>What is wrong with the body of an attempt.</summary>
internal enum BodyFault
{
    [JsonStringEnumMemberName("truncated")]
    Truncated,

    [JsonStringEnumMemberName("not-json")]
    NotJson,

    [JsonStringEnumMemberName("empty")]
    Empty,

    [JsonStringEnumMemberName("wrong-content-type")]
    WrongContentType,

    [JsonStringEnumMemberName("extra-fields")]
    ExtraFields,

    [JsonStringEnumMemberName("huge")]
    Huge,
}

/// <summary>Whose event a phantom is.</summary>
internal enum PhantomCustomer
{
    /// <summary>It is about a customer that does not exist.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>It is about a customer of another partner.</summary>
    [JsonStringEnumMemberName("other-partner")]
    OtherPartner,
}
