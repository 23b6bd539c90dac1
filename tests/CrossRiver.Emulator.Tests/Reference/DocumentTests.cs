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
            Assert.True(operation.Json["tags"] is JsonArray { Count: 1 } used && tags.Contains((string)used[0]!), $"{operation} needs one tag, described in ReferenceDocument");
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

    [Fact]
    public async Task A_create_takes_a_person_or_a_business_and_says_what_each_needs()
    {
        var api = await ReadAsync("bank");
        var person = api.Check.Find("#/components/schemas/CreateCustomerRequestPersonal");
        var business = api.Check.Find("#/components/schemas/CreateCustomerRequestBusiness");

        Assert.Equal("""["Personal"]""", person["properties"]!["classification"]!["enum"]!.ToJsonString());
        Assert.Equal("""["firstName","lastName"]""", person["properties"]!["name"]!["required"]!.ToJsonString());
        Assert.Equal("""["entityName"]""", business["properties"]!["name"]!["required"]!.ToJsonString());
        Assert.Equal(50, (int)person["properties"]!["clientIdentifier"]!["maxLength"]!);
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

    private static bool IsOurs(string route) => route.Contains(" /_emulator", StringComparison.Ordinal);

    private Task<DescribedApi> ReadAsync(string document) => DescribedApi.ReadAsync(_partner, document);

    // What the documents write: no constraints, no slash at the end.
    private IEnumerable<string> Routes() =>
        from endpoint in emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription is not true
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select $"{method} {endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal).TrimEnd('/')}";
}
