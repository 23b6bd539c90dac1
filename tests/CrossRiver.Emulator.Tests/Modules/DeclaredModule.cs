using CrossRiver.Emulator.Modules.Accounts;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules;

/// <summary>A module of the bank with what it registers, without an emulator.</summary>
internal sealed class DeclaredModule
{
    private readonly ServiceCollection _services = [];

    private DeclaredModule(IModule module)
    {
        Name = module.Name;
        Parts = new ModuleBuilder(module.Name, _services);
        module.Register(Parts);
    }

    public string Name { get; }

    public ModuleBuilder Parts { get; }

    public IServiceCollection Services => _services;

    public static DeclaredModule Customers => new(new CustomersModule());

    public static DeclaredModule Accounts => new(new AccountsModule());

    /// <summary>Returns the endpoints of the bank's API, with the metadata of their parameters.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints() => EndpointsOf(Parts.MapRoutes);

    /// <summary>Returns the endpoints for testers.</summary>
    public IReadOnlyList<RouteEndpoint> ControlEndpoints() => EndpointsOf(Parts.MapControlRoutes);

    /// <summary>Returns an endpoint in a line: its call, and its operation with all that it says of itself.</summary>
    public static string Line(RouteEndpoint endpoint)
    {
        var operation = endpoint.Operation();
        return string.Join(' ', new[]
        {
            endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single(),
            endpoint.RoutePattern.RawText,
            operation?.Name,
            operation?.Writes is true ? "writes" : null,
            operation?.Creates is { } created ? $"creates {created.Name}" : null,
            operation?.About is { } about ? $"about {about.Name}" : null,
            operation?.NamedBy is { Count: > 0 } members ? $"by {string.Join('+', members)}" : null,
        }.OfType<string>());
    }

    private static IReadOnlyList<RouteEndpoint> EndpointsOf(Action<LazyRoutes> map)
    {
        var routes = new DeclaredRoutes(new ServiceCollection().BuildServiceProvider());
        map(new LazyRoutes(routes.MapGroup("")));
        return [.. routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }
}
