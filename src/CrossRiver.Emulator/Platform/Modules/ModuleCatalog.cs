namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Everything that the modules of the emulator have registered.</summary>
internal sealed class ModuleCatalog
{
    private readonly List<Action<LazyRoutes>> _routes = [];

    /// <param name="modules">The modules.</param>
    /// <param name="services">Where they add their services.</param>
    public ModuleCatalog(IReadOnlyList<IModule> modules, IServiceCollection services)
    {
        foreach (var module in modules)
        {
            var builder = new ModuleBuilder(services);
            module.Register(builder);
            _routes.AddRange(builder.MappedRoutes);
        }
    }

    /// <summary>Maps the routes of all modules.</summary>
    public void MapRoutes(LazyRoutes routes) => _routes.ForEach(map => map(routes));
}
