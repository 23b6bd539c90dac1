using CrossRiver.Emulator.Errors;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Collects what a module has: the rest of the emulator reads it from the <see cref="ModuleCatalog"/>.</summary>
/// <param name="services">The services of the emulator.</param>
internal sealed class ModuleBuilder(IServiceCollection services)
{
    private readonly List<Action<LazyRoutes>> _routes = [];

    /// <summary>Gets the services, for what the module needs besides.</summary>
    public IServiceCollection Services => services;

    /// <summary>Gets what maps the routes that were registered.</summary>
    public IReadOnlyList<Action<LazyRoutes>> MappedRoutes => _routes;

    /// <summary>Registers routes of the bank's API.</summary>
    /// <param name="map">Maps them.</param>
    public void Routes(Action<LazyRoutes> map) => _routes.Add(map);

    /// <summary>Registers the errors that the module's calls answer with.</summary>
    public void Errors(params NamedError[] errors) => Services.AddErrors(errors);
}
