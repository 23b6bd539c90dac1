namespace CrossRiver.Emulator;

/// <summary>Maps routes as ASP.NET Core does, but compiles what calls a handler only when its route is called for the first time.</summary>
/// <remarks>
/// ASP.NET Core compiles for all routes before it answers the first call, which was the larger half of the start. The names are ASP.NET Core's,
/// so that an endpoint file looks like any other; in this project's namespaces these win over those.
/// </remarks>
internal static class LateRoutes
{
    public static RouteHandlerBuilder Map(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.Map(pattern, methods: null, handler);

    public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.Map(pattern, [HttpMethods.Get], handler);

    public static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.Map(pattern, [HttpMethods.Post], handler);

    public static RouteHandlerBuilder MapPut(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.Map(pattern, [HttpMethods.Put], handler);

    public static RouteHandlerBuilder MapDelete(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.Map(pattern, [HttpMethods.Delete], handler);

    private static RouteHandlerBuilder Map(this IEndpointRouteBuilder routes, string pattern, string[]? methods, Delegate handler) =>
        RouteHandlerServices.Map(routes, pattern, handler, methods, RequestDelegateFactory.InferMetadata, CompileLate);

    // What a handler takes and answers is known at once: routing and the API description ask for it.
    private static RequestDelegateResult CompileLate(Delegate handler, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? metadata)
    {
        var compiled = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, metadata).RequestDelegate);
        return new RequestDelegateResult(context => compiled.Value(context), options.EndpointBuilder is { } endpoint ? endpoint.Metadata.AsReadOnly() : []);
    }
}
