using System.Reflection;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;
using Microsoft.AspNetCore.Http.Metadata;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Represents the decisions of a tester instead of the bank.</summary>
/// <param name="After">The delay of the decisions, or null for now.</param>
internal sealed record OutcomeRequest(Outcome Outcome, TimeSpan? After) : IBindableFromHttpContext<OutcomeRequest>, IEndpointParameterMetadataProvider
{
    private static readonly IReadOnlyList<Field> Options =
    [
        Of("after", FieldType.Span()),
        Of("event", FieldType.OfText("must be none, or left out", text => string.Equals(text, "none", StringComparison.OrdinalIgnoreCase), new FieldFormat { Names = ["none"] })),
        Of("force", FieldType.Flag),
    ];

    /// <exception cref="ApiException">The body is invalid.</exception>
    public static async ValueTask<OutcomeRequest?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var services = context.RequestServices;
        var body = await JsonBody.ReadAsync(context, Decisions.FormIn(services, Options));
        var outcome = new Outcome(Decisions.In(body, services))
        {
            IsSilent = body.FindMember("event")?.TextOrNull() is not null,
            IsForced = body.FindMember("force") is { ValueKind: JsonValueKind.True },
        };

        return new OutcomeRequest(outcome, Duration.ParseAny(body.FindMember("after")?.TextOrNull()));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyForm(nameof(OutcomeRequest), Decisions.FormIn(builder.ApplicationServices, Options)));
}

/// <summary>Represents the query members that name a saved scenario.</summary>
/// <param name="Name">The name of the scenario, or null for the name of the customer's scenario after <c>saved-</c>.</param>
/// <param name="Matches">Whether the scenario matches the customer's client identifier.</param>
internal sealed record SavedScenarioOptions(string? Name, bool Matches) : IQuery<SavedScenarioOptions>
{
    public static SavedScenarioOptions Read(QueryReader query) => new(
        query.Text("name", "The name of the scenario: small letters, digits and hyphens. The default is the name of the customer's scenario after `saved-`."),
        query.Flag("match", "True for a scenario that matches the `clientIdentifier` of the customer. By default a create asks for it by name.") is true);
}

/// <summary>Represents the delay of a step: exactly one of a span and a moment.</summary>
internal sealed record DelayRequest(string? By, string? To) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields = [Of("by", FieldType.Span()), Of("to", FieldType.Moment)];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <exception cref="ApiException">The body has neither or both, or a moment in the past.</exception>
    public StepRequest ToOrder(DateTimeOffset now)
    {
        var to = TimestampText.Parse(To);
        if (By is null == (To is null))
        {
            throw ApiException.Invalid(["By or To required, one of the two"]);
        }

        return to <= now
            ? throw ApiException.Invalid([$"To must be later than {now:O}, the world's time; to run the step now, call run"])
            : new StepRequest(By: Duration.ParseAny(By) ?? TimeSpan.Zero, To: to);
    }
}

/// <summary>Represents the results of a scan. An absent field stays as it is, and without a body all fields do.</summary>
internal sealed record RescanRequest(IReadOnlyList<FieldChange> Found) : IBindableFromHttpContext<RescanRequest>, IEndpointParameterMetadataProvider
{
    /// <exception cref="ApiException">The body is invalid.</exception>
    public static async ValueTask<RescanRequest?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if ((await TextBody.ReadUncheckedAsync(context)).IsEmpty)
        {
            return new RescanRequest([]);
        }

        var services = context.RequestServices;
        return new RescanRequest(Decisions.In(await JsonBody.ReadAsync(context, Decisions.FormIn(services)), services));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyForm(nameof(RescanRequest), Decisions.FormIn(builder.ApplicationServices)) { IsOptional = true });
}

/// <summary>Represents the members of a body that decides instead of the bank: one for each registered field that the bank decides.</summary>
internal static class Decisions
{
    /// <summary>Returns the fields of the body, in the order of their names, followed by other fields.</summary>
    public static Func<JsonElement, IReadOnlyList<Field>> FormIn(IServiceProvider services, params IReadOnlyList<Field> others)
    {
        var decided = DecidedIn(services).Select(field => field.RequestField!).OrderBy(field => field.Name, StringComparer.Ordinal);
        IReadOnlyList<Field> fields = [.. decided, .. others];
        return _ => fields;
    }

    /// <summary>Returns the changes in a checked body, in the order in which the fields are registered.</summary>
    public static IReadOnlyList<FieldChange> In(JsonElement body, IServiceProvider services) =>
    [
        .. from field in DecidedIn(services)
           let value = body.FindMember(field.Key)
           where value is { ValueKind: not JsonValueKind.Null }
           select field.Read(value.Value),
    ];

    private static IEnumerable<SettableField> DecidedIn(IServiceProvider services) =>
        services.GetRequiredService<ModuleCatalog>().SettableFields.Where(field => field.IsDecision);
}
