using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Everything that the modules of the emulator have registered.</summary>
internal sealed class ModuleCatalog
{
    private readonly List<ModuleBuilder> _modules = [];
    private readonly Lazy<IReadOnlyList<RouteEndpoint>> _endpoints;
    private readonly Lazy<IReadOnlyList<Operation>> _operations;

    /// <param name="services">Where they add their services.</param>
    public ModuleCatalog(IReadOnlyList<IModule> modules, IServiceCollection services)
    {
        foreach (var module in modules)
        {
            var builder = new ModuleBuilder(module.Name, services);
            module.Register(builder);
            _modules.Add(builder);
        }

        _endpoints = new(() => DeclaredRoutes.Of(MapRoutes));
        _operations = new(() => [.. _endpoints.Value
            .OrderBy(endpoint => endpoint.Metadata.GetMetadata<BankEndpoint>() is null)
            .Select(endpoint => endpoint.Operation()).OfType<Operation>().Distinct()]);
    }

    /// <summary>Gets the types of resources of all modules.</summary>
    public IEnumerable<ResourceType> Resources => _modules.SelectMany(module => module.Resources);

    /// <summary>Gets the operations of all modules, in the order of their routes. Operations without a scope come last.</summary>
    public IReadOnlyList<Operation> Operations => _operations.Value;

    /// <summary>Gets what the bodies of creates have whose resources have stories.</summary>
    public IReadOnlyList<Field> CreateFields => [.. _modules.SelectMany(module => module.FieldsOfCreates)];

    /// <summary>Gets the settable fields of all modules, in the order in which files list them.</summary>
    public IReadOnlyList<SettableField> SettableFields => field ??= [.. _modules.SelectMany(module => module.SettableFields)];

    /// <summary>Gets the events of all modules.</summary>
    public IEnumerable<EventType> Events => _modules.SelectMany(module => module.EventTypes);

    /// <summary>Maps the routes of all modules.</summary>
    public void MapRoutes(LazyRoutes routes) => _modules.ForEach(module => module.MapRoutes(routes));

    /// <summary>Finds what an endpoint of the bank with a path requires, whatever its method, or returns <see langword="null"/>.</summary>
    public BankEndpoint? FindEndpoint(PathString path) =>
        _endpoints.Value.FirstOrDefault(endpoint => DeclaredRoutes.Matches(endpoint, path))?.Metadata.GetMetadata<BankEndpoint>();
}
