using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Ui.Scenarios;
using CrossRiver.Emulator.Ui.Serving;
using CrossRiver.Emulator.Ui.Worlds;

namespace CrossRiver.Emulator.Ui.Stories;

/// <summary>Builds the view that explains the scenario of a create without making it.</summary>
internal sealed class WhatIfPage(WorldDirectory worlds, ScenarioLibrary scenarios, FaultSchemas faults, IOptions<CustomerOptions> options)
{
    // A create takes these members of a customer's record, and the others follow from it.
    private static readonly string[] CreateMembers = ["clientIdentifier", "name", "classification", "profile"];

    /// <summary>Returns the view for a customer, or for an example without one.</summary>
    public (PageFrame Frame, WhatIfModel Model) Of(Guid partnerId, Guid? customerId, PageContext page)
    {
        var world = worlds.Require(partnerId);
        return Of(partnerId, customerId is { } id ? BodyOf(world, id) : ExampleOf(world), asked: "", page);
    }

    /// <summary>Returns the view for a create.</summary>
    /// <param name="body">The body of the create, as the reader wrote it.</param>
    /// <param name="asked">The scenario that the header of the create names, or an empty text.</param>
    public (PageFrame Frame, WhatIfModel Model) Of(Guid partnerId, string body, string asked, PageContext page)
    {
        var world = worlds.Require(partnerId);
        var (answer, refusals) = Explain(world, body, asked);
        return (page.Frame("What would happen if", "Customers", world), new WhatIfModel(body, CurlOf(world, body, asked, page))
        {
            Asked = asked,
            Scenarios = [new("", "the one that matches the data"), .. scenarios.CatalogOf(world).All.Select(scenario => new FieldOption(scenario.Name, scenario.Name))],
            Answer = answer,
            Faults = refusals,
        });
    }

    private (WhatIfAnswer? Answer, IReadOnlyList<string> Refusals) Explain(World world, string body, string asked)
    {
        try
        {
            using var create = JsonDocument.Parse(body);
            if (create.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return (null, ["The body must be an object, for example { \"name\": { \"firstName\": \"Ada\" } }."]);
            }

            var request = new ExplainRequest(create.RootElement, asked is "" ? null : new(StringComparer.Ordinal) { [ScenarioCatalog.Header] = asked });
            var explanation = ScenarioExplanation.Of(scenarios.CatalogOf(world), request.RequestOf(world.PartnerId), request.ToHeaders(), world);
            return (new WhatIfAnswer(
                explanation.Scenario.Name,
                explanation.Scenario.Title ?? "",
                explanation.Reason,
                TimelineSteps.Of(explanation.Foresee(world.Random)).Steps,
                [.. explanation.Scenario.Api.Select(faults.OfCalls.Explain)],
                [.. explanation.Others.Select(other => new DetailLine(other.Name, other.Because))]), []);
        }
        catch (JsonException fault)
        {
            return (null, [$"The body is not JSON: line {fault.LineNumber + 1}, column {fault.BytePositionInLine + 1}."]);
        }
        catch (ApiException refused)
        {
            return (null, refused.Messages);
        }
    }

    private string BodyOf(World world, Guid customerId)
    {
        var customer = world.Customers.FindShown(customerId) ?? throw ErrorCatalog.NotFound.ToException("Customer", customerId);
        var record = JsonSerializer.SerializeToNode(CustomerBody.Stored(customer, options.Value), WireJson.Options)!.AsObject();
        return new JsonObject(record.Where(member => CreateMembers.Contains(member.Key, StringComparer.Ordinal)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))
            .ToJsonString(PageContext.Indented);
    }

    private static string ExampleOf(World world) => ProposedPerson.Body(world.PartnerId, (world.FindPart<WorldCustomers>()?.Count ?? 0) + 1);

    private static string CurlOf(World world, string body, string asked, PageContext page) =>
        page.Curl("POST", PageContext.ControlOf(world, "scenarios/explain"), $$"""{"request": {{body}}{{(asked is "" ? "" : $$""", "headers": {"{{ScenarioCatalog.Header}}": "{{asked}}"}""")}}}""");
}
