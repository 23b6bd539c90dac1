using Yarp.ReverseProxy.Forwarder;

namespace Gateway;

/// <summary>Forwards a call to one instance, as it came.</summary>
internal sealed class CallOfOne(IHttpForwarder forwarder, HttpMessageInvoker http)
{
    // An advance or a wait of an emulator takes 10 minutes at most.
    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromMinutes(11) };

    /// <summary>Answers a call as the first of some instances that can be reached does.</summary>
    public async Task AnswerAsync(HttpContext context, IReadOnlyList<string> instances)
    {
        if (instances.Count > 1)
        {
            await CallBody.KeepAsync(context.Request);
        }

        foreach (var instance in instances)
        {
            // What an instance before this one has left of its failure.
            context.Response.StatusCode = StatusCodes.Status200OK;
            var error = await forwarder.SendAsync(context, instance, http, Patience, SameHost.Transformer);
            if (error is not (ForwarderError.Request or ForwarderError.RequestTimedOut) || context.Response.HasStarted)
            {
                return;
            }

            if (instances.Count > 1)
            {
                context.Request.Body.Position = 0;
            }
        }

        await Errors.WriteAsync(
            context.Response,
            context.Response.StatusCode,
            $"{(instances is [var one] ? $"Instance {one}" : $"None of the instances {string.Join(", ", instances)}")} does not answer; partners of other instances are not affected");
    }

    // Discovery, tokens and the check of browsers' origins are about the address that the caller uses.
    private sealed class SameHost : HttpTransformer
    {
        public static SameHost Transformer { get; } = new();

        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = httpContext.Request.Host.Value;
        }
    }
}
