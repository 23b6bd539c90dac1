using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Maps routes, and compiles the delegate of a handler only when its route is called for the first time.</summary>
/// <param name="handlers">The metadata of handlers that is read when their routes are mapped.</param>
/// <remarks>ASP.NET Core's own methods read and compile all routes before the first call is answered: more than half of the start time.</remarks>
internal sealed class LazyRoutes(RouteGroupBuilder group, HandlerMetadata handlers = HandlerMetadata.OfCalls) : IEndpointConventionBuilder
{
    private static readonly MethodInfo Populate = typeof(LazyRoutes).GetMethod(nameof(PopulateMetadata), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Gets the builder of the group, for routes that a library maps.</summary>
    public IEndpointRouteBuilder Builder => group;

    /// <summary>Creates a group of routes within this one.</summary>
    /// <param name="prefix">The beginning of their patterns; may be empty.</param>
    public LazyRoutes Group(string prefix) => new(group.MapGroup(prefix), handlers);

    public RouteHandlerBuilder Any(string pattern, Delegate handler) => Map(pattern, methods: null, handler);

    public RouteHandlerBuilder Get(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Get], handler);

    public RouteHandlerBuilder Post(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Post], handler);

    public RouteHandlerBuilder Put(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Put], handler);

    public RouteHandlerBuilder Patch(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Patch], handler);

    public RouteHandlerBuilder Delete(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Delete], handler);

    /// <summary>Adds a tag, with its text, to the metadata of all endpoints of the group.</summary>
    public LazyRoutes WithTag(string name, string text) => this.WithTags(name).WithMetadata(new RouteTag(name, text));

    public void Add(Action<EndpointBuilder> convention) => ((IEndpointConventionBuilder)group).Add(convention);

    public void Finally(Action<EndpointBuilder> finallyConvention) => ((IEndpointConventionBuilder)group).Finally(finallyConvention);

    private RouteHandlerBuilder Map(string pattern, string[]? methods, Delegate handler) => handlers switch
    {
        HandlerMetadata.None => RouteHandlerServices.Map(group, pattern, handler, methods, (_, _) => new RequestDelegateMetadataResult { EndpointMetadata = [] }, CompileNever),
        HandlerMetadata.OfCalls => RouteHandlerServices.Map(group, pattern, handler, methods, ReadParameters, CompileLazily),
        _ => RouteHandlerServices.Map(group, pattern, handler, methods, RequestDelegateFactory.InferMetadata, CompileNever),
    };

    // The framework would compile the binding of each parameter only to read these metadata. A delegate is called, because .NET compiles a stub for a method that
    // reflection invokes a second time.
    private static RequestDelegateMetadataResult ReadParameters(MethodInfo handler, RequestDelegateFactoryOptions? options)
    {
        var endpoint = options!.EndpointBuilder!;
        foreach (var parameter in handler.GetParameters().Where(parameter => parameter.ParameterType.IsAssignableTo(typeof(IEndpointParameterMetadataProvider))))
        {
            Populate.MakeGenericMethod(parameter.ParameterType).CreateDelegate<Action<ParameterInfo, EndpointBuilder>>()(parameter, endpoint);
        }

        return new RequestDelegateMetadataResult { EndpointMetadata = endpoint.Metadata.AsReadOnly() };
    }

    private static void PopulateMetadata<T>(ParameterInfo parameter, EndpointBuilder endpoint)
        where T : IEndpointParameterMetadataProvider => T.PopulateMetadata(parameter, endpoint);

    private static RequestDelegateResult CompileLazily(Delegate handler, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? metadata)
    {
        var compiled = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, metadata).RequestDelegate);
        return new RequestDelegateResult(context => compiled.Value(context), options.EndpointBuilder!.Metadata.AsReadOnly());
    }

    private static RequestDelegateResult CompileNever(Delegate handler, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? metadata) => new(_ => Task.CompletedTask, []);
}

/// <summary>The metadata that are read of the handlers of routes.</summary>
internal enum HandlerMetadata
{
    /// <summary>None: only metadata that are declared beside the handlers.</summary>
    None,

    /// <summary>The metadata that calls of the routes need: the queries and bodies that the handlers take.</summary>
    OfCalls,

    /// <summary>All: the parameters and the answers of the handlers.</summary>
    All,
}

/// <summary>A group of operations in the reference: metadata of its endpoints.</summary>
/// <param name="Text">The description of the operations, in Markdown.</param>
internal sealed record RouteTag(string Name, string Text);

/// <summary>A name in a path whose resource is created on first use, and so never unknown: metadata of its endpoint.</summary>
internal sealed record CreatedOnFirstUse;
