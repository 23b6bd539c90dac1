using System.Reflection;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;
using Microsoft.AspNetCore.Http.Metadata;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>The body with which a tester decides instead of the bank.</summary>
/// <param name="Outcome">The decisions.</param>
/// <param name="After">The time until they come, or <see langword="null"/> for now.</param>
internal sealed record OutcomeRequest(Outcome Outcome, TimeSpan? After) : IBindableFromHttpContext<OutcomeRequest>, IEndpointParameterMetadataProvider
{
    private static readonly IReadOnlyList<Field> Options =
    [
        Of("after", FieldType.Span()),
        Of("event", FieldType.OfText("must be none, or left out", text => string.Equals(text, "none", StringComparison.OrdinalIgnoreCase), new FieldForm { Names = ["none"] })),
        Of("force", FieldType.Flag),
    ];

    /// <summary>Reads the body of a call.</summary>
    /// <exception cref="RefusedException">The body cannot be taken.</exception>
    public static async ValueTask<OutcomeRequest?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var services = context.RequestServices;
        var body = await JsonBody.ReadAsync(context, FieldsIn(services));
        var outcome = new Outcome(Decisions.In(body, services))
        {
            IsSilent = body.FindMember("event")?.TextOrNull() is not null,
            IsForced = body.FindMember("force") is { ValueKind: JsonValueKind.True },
        };

        return new OutcomeRequest(outcome, Duration.ParseAny(body.FindMember("after")?.TextOrNull()));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyForm(nameof(OutcomeRequest), FieldsIn(builder.ApplicationServices)));

    private static Func<JsonElement, IReadOnlyList<Field>> FieldsIn(IServiceProvider services)
    {
        IReadOnlyList<Field> fields = [.. Decisions.FieldsIn(services), .. Options];
        return _ => fields;
    }
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

/// <summary>The body with which a tester says what a scan finds. A field that is left out stays as it is, and so do all without a body.</summary>
/// <param name="Found">The results.</param>
internal sealed record RescanRequest(IReadOnlyList<FieldChange> Found) : IBindableFromHttpContext<RescanRequest>, IEndpointParameterMetadataProvider
{
    /// <summary>Reads the body of a call, if it has one.</summary>
    /// <exception cref="RefusedException">The body cannot be taken.</exception>
    public static async ValueTask<RescanRequest?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if ((await TextBody.ReadUncheckedAsync(context)).IsEmpty)
        {
            return new RescanRequest([]);
        }

        var services = context.RequestServices;
        var body = await JsonBody.ReadAsync(context, FieldsIn(services));
        return new RescanRequest(Decisions.In(body, services));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyForm(nameof(RescanRequest), FieldsIn(builder.ApplicationServices)) { IsOptional = true });

    private static Func<JsonElement, IReadOnlyList<Field>> FieldsIn(IServiceProvider services)
    {
        IReadOnlyList<Field> fields = [.. Decisions.FieldsIn(services)];
        return _ => fields;
    }
}
