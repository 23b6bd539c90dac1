using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Collects the parts of a module: the rest of the emulator reads them from the <see cref="ModuleCatalog"/>.</summary>
internal sealed class ModuleBuilder(string name, IServiceCollection services)
{
    private readonly List<ResourceType> _resources = [];
    private readonly List<Action<LazyRoutes>> _routes = [];
    private readonly List<Action<LazyRoutes>> _controlRoutes = [];
    private readonly List<EventType> _events = [];
    private readonly List<Field> _createFields = [];
    private readonly List<SettableField> _settable = [];
    private BankEndpoint? _endpoint;

    /// <summary>Gets the services, for all other registrations of the module.</summary>
    public IServiceCollection Services => services;

    public IReadOnlyList<ResourceType> Resources => _resources;

    public IReadOnlyList<EventType> EventTypes => _events;

    public IReadOnlyList<Field> FieldsOfCreates => _createFields;

    public IReadOnlyList<SettableField> SettableFields => _settable;

    /// <summary>Registers a type of resource.</summary>
    /// <param name="name">The name, for example <c>customer</c>.</param>
    /// <param name="path">The path of a resource, for example <c>core/v1/cm/customers/{customerId}</c>.</param>
    /// <param name="hasStory">Whether the resource has a story, which begins when it is created.</param>
    public ResourceType Resource(string name, string path, bool hasStory = false)
    {
        var type = new ResourceType(name, path, hasStory);
        _resources.Add(type);
        return type;
    }

    /// <summary>Applies the bank's rules for callers to the routes of the module: tokens, rate limits, idempotency keys.</summary>
    /// <param name="findScope">Returns the scope that a token needs, or null if any token is taken.</param>
    public void RequireScope(Func<IServiceProvider, string?> findScope) => _endpoint = new BankEndpoint(name, findScope);

    /// <summary>Gets the function that returns the resources of a world that stories change, or null if stories change none of the module.</summary>
    public Func<World, IStoryResources>? StoryResources { get; private set; }

    /// <summary>Registers the part with the resources that stories change. Steps emit the events of the module about them.</summary>
    /// <param name="fields">The fields that steps set.</param>
    public void Settable<TPart>(params IEnumerable<SettableField> fields)
        where TPart : class, IWorldPart, IStoryResources
    {
        _settable.AddRange(fields);
        StoryResources = world => world.Part<TPart>();
    }

    /// <summary>Registers events about the module's resources.</summary>
    public void Events(params IEnumerable<EventType> types) => _events.AddRange(types);

    /// <summary>Registers a part of each world.</summary>
    public void Part<T, TSaved>(WorldPartType<T, TSaved> type)
        where T : class, IWorldPart<TSaved>
        where TSaved : notnull => services.AddWorldPart(type);

    /// <summary>Registers the part that has the resources with stories.</summary>
    public void Subjects<TPart>()
        where TPart : class, IWorldPart, ISubjects => services.AddSingleton<SubjectsOf>(world => world.Part<TPart>());

    /// <summary>Subscribes to the domain events of every world.</summary>
    /// <param name="handlerIn">Returns the handler of an event, given the services of the emulator.</param>
    public void Subscribe(Func<IServiceProvider, Action<World, DomainEvent>> handlerIn) => Services.AddSingleton(provider => new EventSubscriber(handlerIn(provider)));

    /// <summary>Registers a type of entry that the module schedules on agendas.</summary>
    /// <param name="kind">The kind of such entries in a snapshot.</param>
    /// <param name="isObsolete">Returns whether an entry has nothing left to do. The default is that none ever has.</param>
    public void AgendaEntry<TPart, TEntry>(string kind, Action<TPart, TEntry> run, Func<TPart, TEntry, bool>? isObsolete = null)
        where TPart : class, IWorldPart
        where TEntry : AgendaEntry => Services.AddAgendaEntry(kind, run, isObsolete);

    /// <summary>Registers routes of the bank's API.</summary>
    public void Routes(Action<LazyRoutes> map) => _routes.Add(map);

    /// <summary>Registers control routes, which begin with <see cref="ControlRoutes.Prefix"/> and serve testers.</summary>
    public void ControlRoutes(Action<LazyRoutes> map) => _controlRoutes.Add(map);

    /// <summary>Registers the fields of the body of a create whose resource has a story. Scenarios match by them.</summary>
    public void CreateFields(IReadOnlyList<Field> fields) => _createFields.AddRange(fields);

    /// <summary>Registers scenarios for magic values of the module's create requests.</summary>
    /// <param name="create">Creates the source, which is a service, too.</param>
    public void ScenarioSource<TSource>(Func<IServiceProvider, TSource> create)
        where TSource : class, IScenarioSource =>
        Services.AddSingleton(create).AddSingleton<IScenarioSource>(provider => provider.GetRequiredService<TSource>());

    /// <summary>Registers a rule for the report about a partner's integration.</summary>
    public void ReportRule(Rule rule) => Services.AddSingleton(rule);

    /// <summary>Registers the errors that the module's calls answer with.</summary>
    public void Errors(params ErrorDefinition[] errors) => Services.AddErrors(errors);

    public void MapRoutes(LazyRoutes routes)
    {
        var own = _endpoint is null ? routes : routes.Group("").WithMetadata(_endpoint);
        _routes.ForEach(map => map(own));
    }

    public void MapControlRoutes(LazyRoutes control) => _controlRoutes.ForEach(map => map(control));
}

/// <summary>A part of the bank, such as its customers: a folder, and one line in <c>EmulatorApplication.cs</c>.</summary>
internal interface IModule
{
    /// <summary>Gets the name, for example <c>customers</c>.</summary>
    string Name { get; }

    /// <summary>Registers the parts of the module.</summary>
    void Register(ModuleBuilder module);
}
