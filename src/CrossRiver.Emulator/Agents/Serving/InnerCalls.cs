using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace CrossRiver.Emulator.Agents.Serving;

/// <summary>Makes calls of the emulator to itself, without a connection. Each passes the whole pipeline, with its checks and its journal.</summary>
internal sealed class InnerCalls(IHttpContextFactory contexts)
{
    private RequestDelegate? _pipeline;

    /// <summary>Takes the pipeline that follows. Call before all other parts of it.</summary>
    public void Use(IApplicationBuilder app) => app.Use(next => _pipeline = next);

    /// <summary>Creates a handler that makes calls on behalf of another call, from the same address.</summary>
    public HttpMessageHandler Of(HttpContext outer) => new Handler(_pipeline!, contexts, outer);

    private sealed class Handler(RequestDelegate pipeline, IHttpContextFactory contexts, HttpContext outer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = new MemoryStream();
            var context = contexts.Create(await FeaturesOfAsync(request, body, cancellationToken));
            try
            {
                context.RequestAborted = cancellationToken;
                await pipeline(context);
                await context.Response.CompleteAsync();
                var response = new HttpResponseMessage((HttpStatusCode)context.Response.StatusCode) { Content = new ByteArrayContent(body.ToArray()), RequestMessage = request };
                response.Content.Headers.TryAddWithoutValidation("Content-Type", context.Response.ContentType);
                return response;
            }
            finally
            {
                contexts.Dispose(context);
            }
        }

        private async Task<FeatureCollection> FeaturesOfAsync(HttpRequestMessage request, Stream answer, CancellationToken end)
        {
            var sent = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(end);
            var uri = request.RequestUri!;
            var made = new HttpRequestFeature
            {
                Method = request.Method.Method,
                Scheme = outer.Request.Scheme,
                Path = PathString.FromUriComponent(uri).Value!,
                RawTarget = uri.PathAndQuery,
                QueryString = uri.Query,
                Protocol = outer.Request.Protocol,
                Body = new MemoryStream(sent),
            };
            foreach (var (name, values) in request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>()))
            {
                made.Headers[name] = values.ToArray();
            }

            made.Headers.Host = outer.Request.Host.Value;
            made.Headers.ContentLength = sent.Length;
            var features = new FeatureCollection();
            features.Set<IHttpRequestFeature>(made);
            features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(request.Content is not null));
            features.Set<IHttpResponseFeature>(new HttpResponseFeature());
            features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
            features.Set(outer.Features.Get<IHttpConnectionFeature>());
            return features;
        }
    }

    private sealed record BodyDetection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
