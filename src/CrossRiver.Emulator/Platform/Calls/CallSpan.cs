using System.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>Describes a call and its outcome in the call's span. The framework only measures it.</summary>
/// <remarks>The query is left out: it may name a tax id.</remarks>
internal static class CallSpan
{
    public static void Describe(Activity span, HttpContext context, Call call)
    {
        var request = context.Request;
        var status = context.Response.StatusCode;
        var route = CallRecording.EndpointOf(context)?.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()?.Route.TrimEnd('/');

        span.DisplayName = route is null ? request.Method : $"{request.Method} {route}";
        span.SetTag(Tags.Method, request.Method)
            .SetTag(Tags.Route, route)
            .SetTag(Tags.UrlScheme, request.Scheme)
            .SetTag(Tags.UrlPath, request.Path.Value)
            .SetTag(Tags.StatusCode, status)
            .SetTag(Tags.RequestId, call.RequestId)
            .SetTag(Tags.PartnerId, call.World?.PartnerId.ToString());

        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error).SetTag(Tags.ErrorType, $"{status}");
        }
    }
}
