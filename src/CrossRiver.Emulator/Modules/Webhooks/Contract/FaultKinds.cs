namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>The status of an event whose attempts have all failed.</summary>
internal enum FinalStatus
{
    Failed,
    Pending,
}

/// <summary>The part of a delivery that is lost.</summary>
internal enum Loss
{
    /// <summary>An attempt is not received, and the retry rule applies.</summary>
    [JsonStringEnumMemberName("attempt")]
    Attempt,

    /// <summary>The event counts as sent, and is never sent.</summary>
    [JsonStringEnumMemberName("event")]
    Event,
}

/// <summary>The orders of events other than the order of the changes.</summary>
internal enum NewOrder
{
    [JsonStringEnumMemberName("reverse")]
    Reverse,

    /// <summary>Exchanges the events of each pair.</summary>
    [JsonStringEnumMemberName("swap")]
    Swap,

    [JsonStringEnumMemberName("shuffle")]
    Shuffle,
}

/// <summary>The faults of the credentials or the signature of an attempt.</summary>
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

    /// <summary>The signature was made a day before.</summary>
    [JsonStringEnumMemberName("stale-signature")]
    StaleSignature,
}

/// <summary>The faults of the body of an attempt.</summary>
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

/// <summary>The customers that a phantom can be about.</summary>
internal enum PhantomCustomer
{
    /// <summary>A customer that does not exist.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>A customer of another partner.</summary>
    [JsonStringEnumMemberName("other-partner")]
    OtherPartner,
}
