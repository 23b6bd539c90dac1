using Microsoft.AspNetCore.Routing.Template;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Routes that are mapped to read what is declared with them, without a server. They answer nothing.</summary>
internal sealed class DeclaredRoutes : IEndpointRouteBuilder
{
    private DeclaredRoutes()
    {
    }

    public IServiceProvider ServiceProvider { get; } = new ServiceCollection().BuildServiceProvider();

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    /// <summary>Returns the endpoints of some routes, in their order.</summary>
    /// <param name="map">Maps the routes.</param>
    public static IReadOnlyList<RouteEndpoint> Of(Action<LazyRoutes> map)
    {
        var routes = new DeclaredRoutes();
        map(new LazyRoutes(routes.MapGroup(""), isDeclaration: true));

        return [.. routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }

    /// <summary>Returns whether a path is one of a route, whatever the method.</summary>
    public static bool Matches(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);

    public IApplicationBuilder CreateApplicationBuilder() => throw new NotSupportedException("The routes are only read.");
}
