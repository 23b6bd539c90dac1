using Microsoft.AspNetCore.Routing.Template;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Routes that are mapped without a server, to read their metadata. They answer nothing.</summary>
internal sealed class DeclaredRoutes(IServiceProvider services) : IEndpointRouteBuilder
{
    public IServiceProvider ServiceProvider => services;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    /// <summary>Returns the endpoints of some routes, in their order.</summary>
    public static IReadOnlyList<RouteEndpoint> Of(Action<LazyRoutes> map)
    {
        using var endpoints = Map(map, new ServiceCollection().BuildServiceProvider(), HandlerMetadata.None);
        return [.. endpoints.Endpoints.OfType<RouteEndpoint>()];
    }

    /// <summary>Returns the endpoints of some routes with everything that describes their handlers.</summary>
    public static EndpointDataSource Describe(Action<LazyRoutes> map, IServiceProvider services) => Map(map, services, HandlerMetadata.All);

    /// <summary>Returns whether a path matches a route, whatever the method.</summary>
    public static bool Matches(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(ServiceProvider);

    private static CompositeEndpointDataSource Map(Action<LazyRoutes> map, IServiceProvider services, HandlerMetadata handlers)
    {
        var routes = new DeclaredRoutes(services);
        map(new LazyRoutes(routes.MapGroup(""), handlers));

        return new CompositeEndpointDataSource(routes.DataSources);
    }
}
