using System.Text.Json;
using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Scenarios.Steering;
using CrossRiver.Emulator.Scenarios.Steps;
using CrossRiver.Emulator.Time;
using static CrossRiver.Emulator.Bodies.Field;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>What scans are to come to; one of the two results must be there.</summary>
/// <param name="Ofac">The result of the OFAC scan.</param>
/// <param name="PepScan">The result of the PEP scan.</param>
/// <param name="After">In what time, or <see langword="null"/> for now.</param>
/// <param name="Event"><c>none</c> keeps it from the partner.</param>
/// <param name="Force">Whether it may be what the bank never does.</param>
internal sealed record OutcomeRequest(ScanStatus? Ofac, ScanStatus? PepScan, string? After, string? Event, bool? Force) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("ofac", FieldType.OneOf<ScanStatus>()),
        Of("pepScan", FieldType.OneOf<ScanStatus>()),
        Of("after", FieldType.Span()),
        Of("event", FieldType.OfText("must be none, or left out", text => string.Equals(text, "none", StringComparison.OrdinalIgnoreCase), new FieldForm { Names = ["none"] })),
        Of("force", FieldType.Flag),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <exception cref="RefusedException">It has no result.</exception>
    public Outcome ToOutcome() => Ofac is null && PepScan is null
        ? throw RefusedException.Invalid(["Ofac or PepScan required"])
        : new Outcome(SettableFields.ScanResults(Ofac, PepScan)) { IsSilent = Event is not null, IsForced = Force is true };

    /// <summary>In what time it comes, or <see langword="null"/> for now.</summary>
    public TimeSpan? ReadAfter() => Duration.ParseAny(After);
}

/// <summary>By how much a step is to come later, or until when it waits; one of the two.</summary>
/// <param name="By">By how much.</param>
/// <param name="To">When it is to come.</param>
internal sealed record DelayRequest(string? By, string? To) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("by", FieldType.Span()),
        Of("to", FieldType.Moment),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <exception cref="RefusedException">It is neither or both, or in the past.</exception>
    public StepOrder ToOrder(DateTimeOffset now)
    {
        var to = MomentText.Parse(To);
        if (By is null == (To is null))
        {
            throw RefusedException.Invalid(["By or To required, one of the two"]);
        }

        return to <= now
            ? throw RefusedException.Invalid([$"To must be later than {now:O}, the world's time; to let the step come now, run it"])
            : new StepOrder(By: Duration.ParseAny(By) ?? TimeSpan.Zero, To: to);
    }
}

/// <summary>What a scan finds; what is left out stays as it is.</summary>
/// <param name="Ofac">The result of the OFAC scan.</param>
/// <param name="PepScan">The result of the PEP scan.</param>
internal sealed record RescanRequest(ScanStatus? Ofac, ScanStatus? PepScan) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields = [Of("ofac", FieldType.OneOf<ScanStatus>()), Of("pepScan", FieldType.OneOf<ScanStatus>())];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;
}
