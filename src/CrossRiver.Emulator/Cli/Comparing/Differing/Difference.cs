namespace CrossRiver.Emulator.Cli.Comparing.Differing;

/// <summary>Represents a difference between an answer of the bank and the emulator's.</summary>
/// <param name="Number">The place of the call in the recording.</param>
/// <param name="Call">The method and the path template: <c>GET /core/v1/cm/customers/{id}</c>.</param>
internal sealed record Difference(int Number, string Call, Finding Finding);

/// <summary>Represents a difference within an answer. It contains no personal value.</summary>
/// <param name="At">The JSON path of the member, the header, or <c>status</c>.</param>
internal sealed record Finding(DifferenceKind Kind, string At, string Bank, string Emulator);

/// <summary>Specifies the difference.</summary>
internal enum DifferenceKind
{
    Status,

    /// <summary>The bank has a header and the emulator has none, or the other way round, or their values differ.</summary>
    Header,

    /// <summary>The bank has a member that the emulator lacks.</summary>
    Missing,

    /// <summary>The emulator has a member that the bank lacks.</summary>
    Extra,

    Order,

    Type,

    /// <summary>The values have the same type and another form, such as a moment without an offset.</summary>
    Format,

    Code,

    Message,

    Value,
}
