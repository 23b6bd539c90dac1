namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>What can come instead of an answer.</summary>
internal enum FaultKind
{
    /// <summary>Another answer: a status with the bank's body for it.</summary>
    [JsonStringEnumMemberName("status")]
    Status,

    /// <summary>Nothing, for as long as the caller waits.</summary>
    [JsonStringEnumMemberName("hang")]
    Hang,

    /// <summary>The end of the connection, by force, before a byte of the answer.</summary>
    [JsonStringEnumMemberName("reset-before-answer")]
    ResetBeforeAnswer,

    /// <summary>The end of the connection, by force, in the middle of the answer's body.</summary>
    [JsonStringEnumMemberName("reset-mid-body")]
    ResetMidBody,

    /// <summary>The end of the connection as if all were said, before a byte of the answer.</summary>
    [JsonStringEnumMemberName("empty")]
    Empty,
}
