using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Maps routes, and compiles what calls a handler only when its route is called for the first time.</summary>
/// <param name="group">The group to which the routes belong.</param>
/// <param name="handlers">What is read of handlers when their routes are mapped.</param>
/// <remarks>ASP.NET Core's own methods read and compile all routes before the first call is answered, which was the larger half of the start.</remarks>
internal sealed class LazyRoutes(RouteGroupBuilder group, HandlerMetadata handlers = HandlerMetadata.OfCalls) : IEndpointConventionBuilder
{
    private static readonly MethodInfo Populate = typeof(LazyRoutes).GetMethod(nameof(PopulateMetadata), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Gets the builder of the group, for what a library maps.</summary>
    public IEndpointRouteBuilder Builder => group;

    /// <summary>Creates a group of routes within this one.</summary>
    /// <param name="prefix">What their patterns begin with; may be empty.</param>
    public LazyRoutes Group(string prefix) => new(group.MapGroup(prefix), handlers);

    public RouteHandlerBuilder Any(string pattern, Delegate handler) => Map(pattern, methods: null, handler);

    public RouteHandlerBuilder Get(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Get], handler);

    public RouteHandlerBuilder Post(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Post], handler);

    public RouteHandlerBuilder Put(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Put], handler);

    public RouteHandlerBuilder Delete(string pattern, Delegate handler) => Map(pattern, [HttpMethods.Delete], handler);

    public void Add(Action<EndpointBuilder> convention) => ((IEndpointConventionBuilder)group).Add(convention);

    public void Finally(Action<EndpointBuilder> finallyConvention) => ((IEndpointConventionBuilder)group).Finally(finallyConvention);

    private RouteHandlerBuilder Map(string pattern, string[]? methods, Delegate handler) => handlers switch
    {
        HandlerMetadata.None => RouteHandlerServices.Map(group, pattern, handler, methods, (_, _) => new RequestDelegateMetadataResult { EndpointMetadata = [] }, CompileNever),
        HandlerMetadata.OfCalls => RouteHandlerServices.Map(group, pattern, handler, methods, ReadParameters, CompileLazily),
        _ => RouteHandlerServices.Map(group, pattern, handler, methods, RequestDelegateFactory.InferMetadata, CompileNever),
    };

    // For this alone the framework compiles how each parameter is bound.
    private static RequestDelegateMetadataResult ReadParameters(MethodInfo handler, RequestDelegateFactoryOptions? options)
    {
        var endpoint = options!.EndpointBuilder!;
        foreach (var parameter in handler.GetParameters().Where(parameter => parameter.ParameterType.IsAssignableTo(typeof(IEndpointParameterMetadataProvider))))
        {
            Populate.MakeGenericMethod(parameter.ParameterType).Invoke(obj: null, [parameter, endpoint]);
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

/// <summary>What is read of the handlers of routes.</summary>
internal enum HandlerMetadata
{
    /// <summary>Nothing: what is declared beside the handlers is all that is asked for.</summary>
    None,

    /// <summary>What calls of the routes need: the queries and bodies that the handlers take.</summary>
    OfCalls,

    /// <summary>Everything that describes the handlers: what they take and what they answer.</summary>
    All,
}
