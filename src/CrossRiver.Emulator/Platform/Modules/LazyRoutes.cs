namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Maps routes, and compiles what calls a handler only when its route is called for the first time.</summary>
/// <param name="group">The group to which the routes belong.</param>
/// <param name="isDeclaration">Whether the routes are only read: what handlers take and answer is left out then, because to find it takes long.</param>
/// <remarks>ASP.NET Core's own methods compile for all routes before the first call is answered, which was the larger half of the start.</remarks>
internal sealed class LazyRoutes(RouteGroupBuilder group, bool isDeclaration = false) : IEndpointConventionBuilder
{
    /// <summary>Gets the builder of the group, for what a library maps.</summary>
    public IEndpointRouteBuilder Builder => group;

    /// <summary>Creates a group of routes within this one.</summary>
    /// <param name="prefix">What their patterns begin with; may be empty.</param>
    public LazyRoutes Group(string prefix) => new(group.MapGroup(prefix), isDeclaration);

    public RouteHandlerBuilder Any(string pattern, Delegate handler) => Map(pattern, methods: null, handler);

    public RouteHandlerBuilder Get(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Get], handler);

    public RouteHandlerBuilder Post(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Post], handler);

    public RouteHandlerBuilder Put(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Put], handler);

    public RouteHandlerBuilder Delete(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Delete], handler);

    public void Add(Action<EndpointBuilder> convention) => ((IEndpointConventionBuilder)group).Add(convention);

    public void Finally(Action<EndpointBuilder> finallyConvention) => ((IEndpointConventionBuilder)group).Finally(finallyConvention);

    private RouteHandlerBuilder Map(string pattern, string[]? methods, Delegate handler) =>
        isDeclaration
            ? RouteHandlerServices.Map(group, pattern, handler, methods, (_, _) => new RequestDelegateMetadataResult { EndpointMetadata = [] }, (_, _, _) => new RequestDelegateResult(_ => Task.CompletedTask, []))
            : RouteHandlerServices.Map(group, pattern, handler, methods, RequestDelegateFactory.InferMetadata, CompileLazily);

    // What a handler takes and answers is read at once: routing and the API description need it.
    private static RequestDelegateResult CompileLazily(Delegate handler, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? metadata)
    {
        var compiled = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, metadata).RequestDelegate);
        return new RequestDelegateResult(context => compiled.Value(context), options.EndpointBuilder is { } endpoint ? endpoint.Metadata.AsReadOnly() : []);
    }
}
