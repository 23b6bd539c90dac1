using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Docs;

/// <summary>docs/routes.md has each route of the bank's.</summary>
public sealed class RouteDocumentTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    [Fact]
    public void The_page_has_each_route()
    {
        var rows = File.ReadLines(Path.Combine(RunningProgram.Repository, "docs/routes.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split(" | ")[0]).ToList();
        var routes = emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<BankEndpoint>() is not null)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods, (endpoint, method) => (Method: method, Path: endpoint.RoutePattern.RawText!))
            .ToList();

        Assert.NotEmpty(routes);
        Assert.DoesNotContain(routes, route => !rows.Exists(row => Names(row, route.Method, route.Path)));
    }

    // The page shortens what several routes have in common: the last literal section names a route.
    private static bool Names(string row, string method, string path) =>
        row.Contains(method, StringComparison.Ordinal) && row.Contains(path.Split('/').Last(section => section is not "" && !section.StartsWith('{')), StringComparison.Ordinal);
}
