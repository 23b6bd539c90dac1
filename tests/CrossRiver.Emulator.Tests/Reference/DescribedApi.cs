using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Reference;

/// <summary>The emulator as one of its documents describes it: calls operations by their names, and holds the answers against what is said of them.</summary>
internal sealed class DescribedApi
{
    private DescribedApi(Partner partner, JsonObject document)
    {
        Partner = partner;
        Document = document;
        Check = new SchemaCheck(document);
    }

    /// <summary>Who calls.</summary>
    public Partner Partner { get; }

    public JsonObject Document { get; }

    public SchemaCheck Check { get; }

    /// <summary>All operations, in the document's order.</summary>
    public IReadOnlyList<Operation> Operations =>
    [
        .. Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(method => new Operation(method.Key.ToUpperInvariant(), path.Key, method.Value!.AsObject()))),
    ];

    public static async Task<DescribedApi> ReadAsync(Partner partner, string document) =>
        new(partner, (await partner.GetAsync($"/_emulator/openapi/{document}.json")).Expect(HttpStatusCode.OK));

    /// <summary>Calls an operation and asserts that the answer is as described.</summary>
    /// <param name="operationId">The operation's name.</param>
    /// <param name="body">The body, if it takes one.</param>
    /// <param name="values">Values for its path, by their names, and for its query.</param>
    /// <returns>The answer's body, or <see langword="null"/> when it has none.</returns>
    public async Task<JsonNode?> CallAsync(string operationId, JsonNode? body = null, params IReadOnlyList<(string Name, object? Value)> values)
    {
        var operation = Operations.Single(operation => operation.Id == operationId);
        var path = values.Aggregate(operation.Path, (path, value) => path.Replace($"{{{value.Name}}}", $"{value.Value}", StringComparison.Ordinal));
        var query = values.Where(value => !operation.Path.Contains($"{{{value.Name}}}", StringComparison.Ordinal)).Select(value => $"{value.Name}={value.Value}");
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), $"{path}?{string.Join('&', query)}")
        {
            Content = body is null ? null : JsonContent.Create(body),
        };

        var answer = await Partner.SendAsync(request);

        return AssertDescribed(operation, answer);
    }

    private JsonNode? AssertDescribed(Operation operation, Answer answer)
    {
        var response = operation.Json["responses"]![$"{(int)answer.Status}"]?.AsObject();
        Assert.True(response is not null, $"{operation}: {(int)answer.Status} is not described. {answer.Text}");
        response = response["$ref"] is { } reference ? Check.Find((string)reference!) : response;
        Assert.All(response["headers"]!.AsObject().Where(header => header.Key != "original-request-id"), header => Assert.True(answer.Headers.Contains(header.Key)));

        var schema = response["content"]?["application/json"]?["schema"]?.AsObject();
        Assert.Equal(schema is null, answer.Text.Length == 0);
        var body = answer.Text.Length == 0 ? null : JsonNode.Parse(answer.Text);
        Assert.True(schema is null || !Check.FaultsOf(body, schema).Any(), $"{operation}: {string.Join("; ", schema is null ? [] : Check.FaultsOf(body, schema))}");

        return body;
    }
}

/// <summary>An operation of a document.</summary>
internal sealed record Operation(string Method, string Path, JsonObject Json)
{
    public string Id => (string)Json["operationId"]!;

    public JsonArray Parameters => Json["parameters"]?.AsArray() ?? [];

    /// <summary>The schema of its body, or <see langword="null"/> when it takes none.</summary>
    public JsonObject? Body => Json["requestBody"]?["content"]?["application/json"]?["schema"]?.AsObject();

    /// <summary>Whether it gives or takes a snapshot, whose form is the emulator's own.</summary>
    public bool IsOfSnapshot => Path.EndsWith("/snapshot", StringComparison.Ordinal);

    /// <summary>The bodies that it shows, by their names.</summary>
    public IReadOnlyList<(string Name, JsonNode Body)> Examples =>
        [.. (Json["requestBody"]?["content"]?["application/json"]?["examples"]?.AsObject() ?? []).Select(example => (example.Key, example.Value!["value"]!))];

    public override string ToString() => $"{Method} {Path}";
}
