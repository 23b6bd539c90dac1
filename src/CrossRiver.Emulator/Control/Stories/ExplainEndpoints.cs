using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Forecast;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;
using Microsoft.AspNetCore.Http.HttpResults;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Provides the route that explains the scenario of a create without making it.</summary>
internal static class ExplainEndpoints
{
    public static void MapExplain(this LazyRoutes control) =>
        control.Post("/partners/{partnerId:guid}/scenarios/explain", ExplainScenario)
            .WithExample("scenarios.explain", at => new { Request = CustomerExamples.Person(at) })
            .WithTags("Scenarios");

    /// <summary>Explains which scenario a create would get in this world, and why, with its timeline. Nothing is created, counted or used up.</summary>
    internal static Ok<ScenarioExplained> ExplainScenario(
        Guid partnerId, Body<ExplainRequest> body, WorldDirectory worlds, ScenarioLibrary scenarios, FaultSchemas faults)
    {
        var request = body.Value.RequestOf(partnerId);
        var world = worlds.Require(partnerId);
        var explanation = ScenarioExplanation.Of(scenarios.CatalogOf(world), request, body.Value.ToHeaders(), world);
        return TypedResults.Ok(new ScenarioExplained(
            world,
            explanation.Scenario.Name,
            explanation.Scenario.Title,
            ScenarioOrigin.SourceOf(explanation.Scenario),
            explanation.Reason,
            explanation.Others,
            TimelineBody.Of(explanation.Foresee(world.Random)),
            [.. explanation.Scenario.Api.Select(faults.OfCalls.Explain)]));
    }
}

/// <summary>Represents a create to explain.</summary>
/// <param name="Request">Its body, which may be incomplete.</param>
internal sealed record ExplainRequest(JsonElement Request, Dictionary<string, string>? Headers) : IRequestBody
{
    private const int MostHeaders = 100;
    private const int LongestHeader = 1_000;

    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("request", FieldType.Section).Required(),
        Of("headers", FieldType.Texts(MostHeaders, LongestHeader, takesNulls: false)),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <summary>Returns the body of the create with its partner.</summary>
    /// <exception cref="ApiException">The body names another partner than the world's.</exception>
    public JsonElement RequestOf(Guid partnerId)
    {
        if (Request.FindMember("partnerId") is { ValueKind: not JsonValueKind.Null } named)
        {
            return GuidText.Parse(named.TextOrNull()) == partnerId
                ? Request
                : throw ApiException.Invalid([$"Request.PartnerId must be {partnerId}, the partner of the world"]);
        }

        // A create takes the first of members with the same name.
        var members = Request.EnumerateObject().Where(member => !member.IsNamed("partnerId"))
            .DistinctBy(member => member.SafeName(), StringComparer.Ordinal)
            .ToDictionary(member => member.SafeName(), member => (object)member.Value, StringComparer.Ordinal);
        return JsonSerializer.SerializeToElement(members.Append(KeyValuePair.Create<string, object>("partnerId", partnerId)).ToDictionary());
    }

    public HeaderDictionary ToHeaders()
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in Headers ?? [])
        {
            headers[name] = value;
        }

        return headers;
    }
}

/// <summary>Represents the scenario that a create would get.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="From">Its source: <c>shipped</c>, or its file and place.</param>
/// <param name="Reason">The reason for it, in words.</param>
/// <param name="Others">All other scenarios, with the reasons against them, sorted by name.</param>
/// <param name="Timeline">The steps of the bank, and their times.</param>
/// <param name="Rules">The effects of the scenario's rules on calls, in words, with the scope of their counts.</param>
internal sealed record ScenarioExplained(
    World World, string Scenario, string? Title, string From, string Reason,
    IReadOnlyList<UnchosenScenario> Others, TimelineBody Timeline, IReadOnlyList<string> Rules) : WorldStamp(World);
