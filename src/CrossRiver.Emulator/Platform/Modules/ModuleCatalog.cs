using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Everything that the modules of the emulator have registered.</summary>
internal sealed class ModuleCatalog
{
    private readonly List<ModuleBuilder> _modules = [];
    private readonly Dictionary<SettableField, ModuleBuilder> _byField = [];
    private readonly Dictionary<string, ModuleBuilder> _byEvent = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<RouteEndpoint>> _endpoints;
    private readonly Lazy<IReadOnlyList<Operation>> _operations;

    public ModuleCatalog(IReadOnlyList<IModule> modules, IServiceCollection services)
    {
        foreach (var module in modules)
        {
            var builder = new ModuleBuilder(module.Name, services);
            module.Register(builder);
            _modules.Add(builder);
            builder.SettableFields.ToList().ForEach(field => _byField.Add(field, builder));
            builder.EventTypes.ToList().ForEach(type => _byEvent.Add(type.Name, builder));
        }

        _endpoints = new(() => DeclaredRoutes.Of(MapRoutes));
        _operations = new(() => [.. _endpoints.Value
            .OrderBy(endpoint => endpoint.Metadata.GetMetadata<BankEndpoint>() is null)
            .Select(endpoint => endpoint.Operation()).OfType<Operation>().Distinct()]);
    }

    public IEnumerable<ResourceType> Resources => _modules.SelectMany(module => module.Resources);

    /// <summary>Gets the operations of all modules, in the order of their routes. Operations without a scope are last.</summary>
    public IReadOnlyList<Operation> Operations => _operations.Value;

    /// <summary>Gets the fields of the bodies of creates whose resources have stories.</summary>
    public IReadOnlyList<Field> CreateFields => [.. _modules.SelectMany(module => module.FieldsOfCreates)];

    /// <summary>Gets the settable fields of all modules, in the order of scenario files.</summary>
    public IReadOnlyList<SettableField> SettableFields => field ??= [.. _modules.SelectMany(module => module.SettableFields)];

    /// <summary>Gets the settable fields of the resources that have stories themselves.</summary>
    public IReadOnlyList<SettableField> FieldsOfSubjects => field ??= [.. _modules.Where(module => module.Resources.Any(type => type.HasStory)).SelectMany(module => module.SettableFields)];

    public IEnumerable<EventType> Events => _modules.SelectMany(module => module.EventTypes);

    /// <summary>Returns the resources of a world that have a field.</summary>
    public IStoryResources ResourcesWith(SettableField field, World world) => _byField[field].StoryResources!(world);

    /// <summary>Returns the resources of a world that an event is about.</summary>
    public IStoryResources ResourcesOf(string eventName, World world) => _byEvent[eventName].StoryResources!(world);

    public void MapControlRoutes(LazyRoutes control) => _modules.ForEach(module => module.MapControlRoutes(control));

    public void MapRoutes(LazyRoutes routes) => _modules.ForEach(module => module.MapRoutes(routes));

    /// <summary>Returns the metadata of the bank's endpoint with a path, whatever its method, or null if there is none.</summary>
    public BankEndpoint? FindEndpoint(PathString path) =>
        _endpoints.Value.FirstOrDefault(endpoint => DeclaredRoutes.Matches(endpoint, path))?.Metadata.GetMetadata<BankEndpoint>();
}
