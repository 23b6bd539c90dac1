using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using CrossRiver.Emulator.Reference;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Modules;

/// <summary>The OpenAPI document of the bank that is kept, with what a module declares of itself.</summary>
internal sealed class KeptDescription(DeclaredModule module)
{
    private static readonly JsonObject Document = JsonNode.Parse(Snapshot.Read("docs/openapi/bank.json"))!.AsObject();

    private readonly IReadOnlyList<RouteEndpoint> _endpoints = module.Endpoints();

    /// <summary>Asserts that each operation has the place, name, tag, parameters and examples that are kept.</summary>
    public void AssertOperations()
    {
        var tags = _endpoints.Select(endpoint => TagOf(endpoint).Name).ToHashSet(StringComparer.Ordinal);
        var kept = Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => (Call: $"{method.Key.ToUpperInvariant()} {path.Key}", Json: method.Value!)))
            .Where(operation => tags.Contains((string)operation.Json["tags"]![0]!))
            .Select(operation => $"{operation.Call} {Kept(operation.Json)}");

        Assert.Equal(kept.Order(StringComparer.Ordinal), _endpoints.Select(Declared).Order(StringComparer.Ordinal));
    }

    /// <summary>Asserts that each body has the fields and forms that are kept.</summary>
    public void AssertBodies()
    {
        var forms = _endpoints.SelectMany(endpoint => endpoint.Metadata.OfType<BodyForm>()).ToList();

        Assert.NotEmpty(forms);
        Assert.All(forms, form => Assert.Equal(Document["components"]!["schemas"]![form.Name]!.ToJsonString(), SchemaOf(form)));
    }

    /// <summary>Asserts that each group of operations has the text that is kept, and each resource the example.</summary>
    public void AssertTextsAndExamples()
    {
        var texts = Document["tags"]!.AsArray().ToDictionary(tag => (string)tag!["name"]!, tag => (string)tag!["description"]!);
        Assert.All(_endpoints.Select(TagOf), tag => Assert.Equal(texts[tag.Name], tag.Text));

        var resources = _endpoints.SelectMany(endpoint => endpoint.Metadata.OfType<ExampleAnswer>()).Select(example => example.Make(AnswerExamples.Tutorial)).ToList();
        Assert.NotEmpty(resources);
        Assert.All(resources, resource =>
        {
            var name = ReferenceDocuments.NameOf(WireJson.Options.GetTypeInfo(resource.GetType()))!;
            Assert.Equal(Document["components"]!["schemas"]![name]!["examples"]![0]!.ToJsonString(), JsonSerializer.SerializeToNode(resource, WireJson.Options)!.ToJsonString());
        });
    }

    private static string Declared(RouteEndpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        var pattern = endpoint.RoutePattern.RawText!.TrimEnd('/');
        var json = new JsonObject
        {
            ["name"] = metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? metadata.GetMetadata<MethodInfo>()!.Name,
            ["tag"] = metadata.GetMetadata<ITagsMetadata>()!.Tags[0],
            ["texts"] = metadata.GetMetadata<IEndpointSummaryMetadata>() is null ? null : string.Join(' ', Words(metadata.GetMetadata<IEndpointSummaryMetadata>()!.Summary)),
            ["query"] = new JsonArray([.. metadata.OfType<QueryOptions>().SelectMany(query => query.DescribeMembers()).Select(member => (JsonNode)$"{member.Name}: {member.About}")]),
            ["body"] = metadata.GetMetadata<BodyForm>()?.Name,
            ["examples"] = new JsonObject(metadata.OfType<ExampleBody>().Select(example => KeyValuePair.Create(example.Name, (JsonNode?)example.Body(AnswerExamples.Tutorial)))),
        };

        return $"{metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {pattern} {json.ToJsonString(WireJson.Options)}";
    }

    private static string Kept(JsonNode operation)
    {
        var content = operation["requestBody"]?["content"]?["application/json"];
        var parameters = operation["parameters"]?.AsArray() ?? [];
        var isSummarized = TagsOfChildren.Contains((string)operation["tags"]![0]!);
        return new JsonObject
        {
            ["name"] = (string)operation["operationId"]!,
            ["tag"] = (string)operation["tags"]![0]!,
            ["texts"] = isSummarized ? string.Join(' ', Words($"{operation["summary"]} {operation["description"]}")) : null,
            ["query"] = new JsonArray([.. parameters.Where(one => (string)one!["in"]! == "query").Select(one => (JsonNode)$"{one!["name"]}: {one["description"]}")]),
            ["body"] = ((string?)content?["schema"]?["$ref"])?.Split('/')[^1],
            ["examples"] = new JsonObject((content?["examples"]?.AsObject() ?? []).Select(example => KeyValuePair.Create(example.Key, example.Value!["value"]?.DeepClone()))),
        }.ToJsonString(WireJson.Options);
    }

    // The texts of these operations are no comments. The document has the first sentence of a text as a title.
    private static string[] TagsOfChildren => ["Addresses", "Phones", "Emails", "Identifications"];

    private static string[] Words(string text) => text.ToUpperInvariant().Split([' ', '.', ';', '\''], StringSplitOptions.RemoveEmptyEntries);

    private static RouteTag TagOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<RouteTag>()!;

    private static string SchemaOf(BodyForm form)
    {
        using var text = new StringWriter();
        BodySchemas.Of(form, new ServiceCollection().BuildServiceProvider(), new OpenApiDocument()).SerializeAsV31(new OpenApiJsonWriter(text));
        return JsonNode.Parse(text.ToString())!.ToJsonString();
    }
}
