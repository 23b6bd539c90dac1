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

/// <summary>What would become of a create that is not made.</summary>
internal static class ExplainEndpoints
{
    public static void MapExplain(this LazyRoutes control) =>
        control.Post("/partners/{partnerId:guid}/scenarios/explain", ExplainScenario).WithExample("scenarios.explain", at => new { Request = CustomerExamples.Person(at) }).WithTags("Scenarios");

    /// <summary>
    /// Explains which scenario a create would get in this world, why no other one, and what the bank would do when. Nothing is made, nothing is
    /// counted, no order is used up.
    /// </summary>
    internal static Ok<ScenarioExplained> ExplainScenario(Guid partnerId, Body<ExplainRequest> body, WorldDirectory worlds, ScenariosInForce scenarios, FaultSchemas faults)
    {
        var request = body.Value.RequestOf(partnerId);
        var world = worlds.Require(partnerId);
        var explanation = ScenarioExplanation.Of(scenarios.CatalogOf(world), request, body.Value.ToHeaders(), world);
        var timeline = explanation.Foresee(world.Chance);

        return TypedResults.Ok(new ScenarioExplained(
            partnerId,
            world.Clock.Now,
            world.EpochNumber,
            explanation.Scenario.Name,
            explanation.Scenario.Title,
            ScenarioOrigin.SourceOf(explanation.Scenario),
            explanation.Reason,
            explanation.Others,
            TimelineBody.Of(timeline),
            [.. explanation.Scenario.Api.Select(faults.OfCalls.Explain)]));
    }
}

/// <summary>A create that is not made.</summary>
/// <param name="Request">Its body; it need not be complete.</param>
/// <param name="Headers">Its headers.</param>
internal sealed record ExplainRequest(JsonElement Request, Dictionary<string, string>? Headers) : IRequestBody
{
    private const int MostHeaders = 100;
    private const int LongestHeader = 1_000;

    private static readonly IReadOnlyList<Field> Fields = [Of("request", FieldType.Section).Required(), Of("headers", FieldType.Texts(MostHeaders, LongestHeader, takesNulls: false))];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <summary>The body of the create, with its partner.</summary>
    /// <exception cref="RefusedException">It names another partner than the world's.</exception>
    public JsonElement RequestOf(Guid partnerId)
    {
        if (Request.FindMember("partnerId") is { ValueKind: not JsonValueKind.Null } named)
        {
            return IdText.Parse(named.TextOrNull()) == partnerId
                ? Request
                : throw RefusedException.Invalid([$"Request.PartnerId must be {partnerId}, the partner of the world"]);
        }

        // What is given twice counts as it would in a create that was taken: once, the first.
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

/// <summary>What would become of a create.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Scenario">The scenario that it would get.</param>
/// <param name="Title">What that is.</param>
/// <param name="From">Where that comes from: <c>shipped</c>, or its file and place.</param>
/// <param name="Reason">Why this one, in words.</param>
/// <param name="Others">All others, and why they would not, sorted by name.</param>
/// <param name="Timeline">What the bank would do, and when.</param>
/// <param name="Rules">What the scenario's rules would do to calls, in words, with what each counts by.</param>
internal sealed record ScenarioExplained(
    Guid PartnerId,
    DateTimeOffset Now,
    int Epoch,
    string Scenario,
    string? Title,
    string From,
    string Reason,
    IReadOnlyList<UnchosenScenario> Others,
    TimelineBody Timeline,
    IReadOnlyList<string> Rules);
