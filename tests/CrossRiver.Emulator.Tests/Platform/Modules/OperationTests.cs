using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>The rules for what endpoints of the bank say of themselves. No count is among them: another module changes no test.</summary>
public sealed partial class OperationTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    // It is about the module itself, and scenarios never named it.
    private const string WithoutOperation = "/webhooks/v1/meta";

    [Fact]
    public void Every_endpoint_outside_the_control_routes_belongs_to_a_module()
    {
        var others = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<BankEndpoint>() is null && endpoint.Operation() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(pattern => pattern.StartsWith("/core", StringComparison.Ordinal) || pattern.StartsWith("/webhooks", StringComparison.Ordinal));

        Assert.Empty(others);
    }

    [Fact]
    public void Every_endpoint_of_the_bank_has_an_operation_and_a_tag() => Assert.All(BankEndpoints(), endpoint =>
    {
        var pattern = endpoint.RoutePattern.RawText!;
        Assert.True(endpoint.Operation() is not null || pattern == WithoutOperation, $"{pattern} needs WithOperation");
        Assert.True(endpoint.Metadata.GetMetadata<RouteTag>() is not null, $"{pattern} needs WithTag");
    });

    [Fact]
    public void An_operation_has_a_name_of_two_parts_and_writes_unless_its_method_is_get() => Assert.All(
        BankEndpoints().Where(endpoint => endpoint.Operation() is not null),
        endpoint =>
        {
            var operation = endpoint.Operation()!;
            Assert.Matches(TwoParts, operation.Name);
            Assert.Equal(operation.Writes, MethodsOf(endpoint) is not ["GET"]);
        });

    [Fact]
    public void What_an_operation_is_about_is_named_by_its_route_and_what_it_creates_is_not() => Assert.All(
        BankEndpoints().Where(endpoint => endpoint.Operation() is not null),
        endpoint =>
        {
            var operation = endpoint.Operation()!;
            Assert.True(operation.About is null || endpoint.RoutePattern.Parameters is [] == operation.NamedBy is not [], $"{operation.Name} names nothing in its route or its body");
            Assert.True(operation.Creates is null || endpoint.RoutePattern.Parameters is [], $"{operation.Name} creates what its route names");
            Assert.All([operation.Creates, operation.About], type => Assert.True(type is null || Catalog.Resources.Contains(type), $"{operation.Name}: its type of resource is of no module"));
        });

    [Fact]
    public void A_resource_that_has_a_story_is_created_by_an_operation() =>
        Assert.All(Catalog.Resources.Where(type => type.HasStory), type => Assert.Contains(Catalog.Operations, operation => operation.Creates == type));

    [Fact]
    public void The_catalogue_has_the_operations_of_the_running_emulator_once_each()
    {
        var running = Endpoints().Select(endpoint => endpoint.Operation()).OfType<Operation>().Distinct();

        Assert.Equal(running.Select(operation => operation.Name).Order(StringComparer.Ordinal), Catalog.Operations.Select(operation => operation.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Catalog.Operations.Count, Catalog.Operations.Select(operation => operation.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("/core/v1/cm/customers/", "customers")]
    [InlineData("/CORE/v1/cm/customers/6f9619ff-8b86-d011-b42d-00c04fc964ff/name", "customers")]
    [InlineData("/webhooks/v1/meta", "webhooks")]
    [InlineData("/webhooks/v1/nothing", null)]
    [InlineData("/connect/token", null)]
    public void The_module_of_a_path_is_found_whatever_the_method(string path, string? module) => Assert.Equal(module, Catalog.FindEndpoint(path)?.Module);

    [GeneratedRegex("^[a-z-]+[.][a-z]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TwoParts { get; }

    private ModuleCatalog Catalog => emulator.Services.GetRequiredService<ModuleCatalog>();

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods;

    private IEnumerable<RouteEndpoint> BankEndpoints() => Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<BankEndpoint>() is not null);

    private IEnumerable<RouteEndpoint> Endpoints() => emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
}
