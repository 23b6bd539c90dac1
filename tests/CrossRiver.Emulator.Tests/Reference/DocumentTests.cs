using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Reference;

/// <summary>What holds of every operation of the two documents.</summary>
public sealed class DocumentTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task Every_route_is_described_in_the_document_that_it_belongs_to()
    {
        var bank = await ReadAsync("bank");
        var ours = await ReadAsync("emulator");

        Assert.Equal(Routes().Where(route => !IsOurs(route)).Order(StringComparer.Ordinal), bank.Operations.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(Routes().Where(IsOurs).Order(StringComparer.Ordinal), ours.Operations.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("bank")]
    [InlineData("emulator")]
    public async Task Every_operation_says_what_it_is(string document)
    {
        var api = await ReadAsync(document);
        var tags = api.Document["tags"]!.AsArray().Where(tag => tag!["description"] is not null).Select(tag => (string)tag!["name"]!).ToList();

        Assert.StartsWith("3.1.", (string)api.Document["openapi"]!, StringComparison.Ordinal);
        Assert.All(api.Operations, operation =>
        {
            Assert.True(operation.Json["summary"] is { } summary && !((string)summary!).EndsWith('.'), $"{operation} needs a summary: the first sentence of its handler's");
            Assert.True(operation.Json["tags"] is JsonArray { Count: 1 } used && tags.Contains((string)used[0]!), $"{operation} needs one tag, described by WithTag or in ReferenceDocument");
            Assert.Matches("^[A-Z][A-Za-z]+$", operation.Id);
        });
        Assert.Equal(api.Operations.Count, api.Operations.Select(operation => operation.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("bank")]
    [InlineData("emulator")]
    public async Task Every_parameter_is_described(string document)
    {
        var api = await ReadAsync(document);

        Assert.All(api.Operations, operation => Assert.All(operation.Parameters, parameter =>
        {
            Assert.True((string?)parameter!["description"] is { Length: > 0 }, $"{operation}: {parameter["name"]} needs a description");
            Assert.NotNull(parameter["schema"]!["type"]);
        }));
    }

    [Fact]
    public async Task What_a_list_takes_in_its_query_is_told_with_its_form()
    {
        var api = await ReadAsync("bank");
        var list = api.Operations.Single(operation => operation.Id == "ListCustomers");

        Assert.Equal(
            ["partnerId", "cifNumber", "taxId", "clientIdentifier", "classification", "status", "ofac", "pepScan", "from", "to", "pageNumber", "pageSize"],
            list.Parameters.Select(parameter => (string)parameter!["name"]!));
        Assert.All(list.Parameters, parameter => Assert.Equal("query", (string)parameter!["in"]!));
        Assert.Equal("""{"type":"string","format":"uuid"}""", SchemaOf("partnerId"));
        Assert.Equal("""{"enum":["Pending","Clear","Failed","Reviewing","Positive"],"type":"string"}""", SchemaOf("ofac"));
        Assert.Equal("""{"type":"string","format":"date"}""", SchemaOf("from"));
        Assert.Equal("""{"minimum":1,"type":"integer","default":10}""", SchemaOf("pageSize"));

        string SchemaOf(string name) => list.Parameters.Single(parameter => (string)parameter!["name"]! == name)!["schema"]!.ToJsonString();
    }

    // What generators make of a oneOf differs, and NSwag takes its first schema for all of them.
    [Fact]
    public async Task A_create_is_one_schema_that_says_what_a_person_and_a_business_need()
    {
        var create = (await ReadAsync("bank")).Check.Find("#/components/schemas/CreateCustomerRequest");
        var name = create["properties"]!["name"]!;

        Assert.Equal("""["partnerId","name","classification","profile"]""", create["required"]!.ToJsonString());
        Assert.Equal("""["Personal","Business"]""", create["properties"]!["classification"]!["enum"]!.ToJsonString());
        Assert.Null(name["required"]);
        Assert.Equal("Required if `classification` is `Personal`.", (string)name["properties"]!["lastName"]!["description"]!);
        Assert.Equal("Required if `classification` is `Business`.", (string)name["properties"]!["entityName"]!["description"]!);
        Assert.Equal("""["taxIdType","taxId","riskRating"]""", create["properties"]!["profile"]!["required"]!.ToJsonString());
        Assert.Equal(50, (int)create["properties"]!["clientIdentifier"]!["maxLength"]!);
    }

    [Fact]
    public async Task A_registration_is_one_schema_that_says_what_needs_a_callback()
    {
        var create = (await ReadAsync("bank")).Check.Find("#/components/schemas/CreateRegistrationRequest");

        Assert.Equal("""["partnerId","eventName"]""", create["required"]!.ToJsonString());
        Assert.StartsWith("Required if `type` is `Push`, as it is by default.", (string?)create["properties"]!["callbackUrl"]!["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_of_the_journal_are_told_apart_by_their_kind()
    {
        var check = (await ReadAsync("emulator")).Check;
        var entry = check.Find("#/components/schemas/JournalEntry");
        var mapping = entry["discriminator"]!["mapping"]!.AsObject();

        Assert.Equal("kind", (string)entry["discriminator"]!["propertyName"]!);
        Assert.Equal(entry["properties"]!["kind"]!["enum"]!.AsArray().Select(kind => (string)kind!), mapping.Select(kind => kind.Key));
        Assert.All(mapping, kind => Assert.Equal("#/components/schemas/JournalEntry", (string)check.Find((string)kind.Value!)["allOf"]![0]!["$ref"]!));
    }

    [Theory]
    [InlineData("bank")]
    [InlineData("emulator")]
    public async Task Every_choice_of_schemas_has_a_discriminator(string document)
    {
        var api = await ReadAsync(document);

        var choices = ObjectsIn(api.Document).Where(part => part["oneOf"] is JsonArray).ToList();

        Assert.All(choices, choice => Assert.NotNull(choice["discriminator"]));
    }

    [Fact]
    public async Task A_scenario_is_asked_for_by_any_name()
    {
        var create = (await ReadAsync("bank")).Operations.Single(operation => operation.Id == "CreateCustomer");
        var header = create.Parameters.Single(parameter => (string)parameter!["name"]! == "X-Emulator-Scenario")!;

        Assert.Equal("""{"type":"string"}""", header["schema"]!.ToJsonString());
        Assert.Equal("ofac-hit", (string)header["examples"]!["ofac-hit"]!["value"]!);
    }

    [Fact]
    public async Task The_key_and_the_token_are_security_schemes_that_can_be_left_out()
    {
        var bank = await ReadAsync("bank");
        var ours = await ReadAsync("emulator");

        Assert.Equal("""[{},{"oauth2":[]},{"bearer":[]}]""", bank.Document["security"]!.ToJsonString());
        Assert.Equal("""[{},{"key":[]},{"bearer":[]}]""", ours.Document["security"]!.ToJsonString());
        var key = ours.Document["components"]!["securitySchemes"]!["key"]!;
        Assert.Equal("apiKey in header X-Emulator-Key", $"{key["type"]} in {key["in"]} {key["name"]}");
        Assert.All([bank, ours], api => Assert.Equal("bearer", (string)api.Document["components"]!["securitySchemes"]!["bearer"]!["scheme"]!));
        Assert.Equal(["GetHealth", "GetReady", "GetVersion", "GetCertificate", "ReceiveMessage"], WithoutAny(ours));
        Assert.Equal(["IssueToken", "IssueTokenToOldClient", "IntrospectToken", "GetDiscovery", "GetKeys"], WithoutAny(bank));

        static IEnumerable<string> WithoutAny(DescribedApi api) => api.Operations.Where(operation => operation.Json["security"] is JsonArray { Count: 0 }).Select(operation => operation.Id);
    }

    [Theory]
    [InlineData("bank")]
    [InlineData("emulator")]
    public async Task Every_operation_says_how_it_refuses_and_with_which_body(string document)
    {
        var api = await ReadAsync(document);

        Assert.All(api.Operations, operation =>
        {
            var refusals = operation.Json["responses"]!.AsObject().Where(answer => answer.Key.StartsWith('4')).Select(answer => answer.Value!).ToList();
            Assert.NotEmpty(refusals);
            Assert.All(refusals, refusal =>
            {
                var described = refusal["$ref"] is { } reference ? api.Check.Find((string)reference!) : refusal;
                var schema = api.Check.Find((string)described["content"]!["application/json"]!["schema"]!["$ref"]!);
                Assert.True(schema["properties"]!.AsObject().Any(member => member.Key is "errors" or "error") || (string?)refusal["$ref"] == "#/components/responses/Unauthorized", $"{operation}: {refusal}");
            });
        });
    }

    [Theory]
    [InlineData("CreateCustomer", "X-Emulator-Scenario", "idempotency-key")]
    [InlineData("UpdatePhone", "idempotency-key")]
    [InlineData("RemovePhone")]
    [InlineData("GetCustomer")]
    public async Task Headers_are_told_where_they_are_taken(string operationId, params string[] headers)
    {
        var operation = (await ReadAsync("bank")).Operations.Single(operation => operation.Id == operationId);

        Assert.Equal(headers, operation.Parameters.Where(parameter => (string)parameter!["in"]! == "header").Select(parameter => (string)parameter!["name"]!));
    }

    private static IEnumerable<JsonObject> ObjectsIn(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(member => ObjectsIn(member.Value)).Prepend(part),
        JsonArray parts => parts.SelectMany(ObjectsIn),
        _ => [],
    };

    private static bool IsOurs(string route) => route.Contains(" /_emulator", StringComparison.Ordinal);

    private Task<DescribedApi> ReadAsync(string document) => DescribedApi.ReadAsync(_partner, document);

    // What the documents write: no constraints, no slash at the end.
    private IEnumerable<string> Routes() =>
        from endpoint in emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription is not true
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select $"{method} {endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal).TrimEnd('/')}";
}
