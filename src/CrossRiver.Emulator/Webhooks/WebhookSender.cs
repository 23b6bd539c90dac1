using System.Net.Http.Headers;
using System.Net.Mime;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Webhooks;

/// <summary>Makes the HTTP call of one attempt.</summary>
internal sealed class WebhookSender(IOptions<WebhookOptions> options, TimeProvider machine) : IDisposable
{
    private const int MostOfAnAnswer = 64 * 1024;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Posts an event to the partner. A partner that fails is a result, not an exception.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<AttemptResult> SendAsync(AttemptOrder order, CancellationToken cancellationToken)
    {
        var startedAt = machine.GetTimestamp();
        using var request = RequestOf(order);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.Timeout);

        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            await ReadToTheEndAsync(response, timeout.Token);
            var status = (int)response.StatusCode;
            return ResultOf(status, response.IsSuccessStatusCode ? null : $"answered {status}");
        }
        catch (HttpRequestException exception)
        {
            return ResultOf(null, WordsFor(exception, request.RequestUri!));
        }
        catch (IOException exception)
        {
            return ResultOf(null, $"{Place(request.RequestUri!)} broke off its answer: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ResultOf(null, $"no answer within {options.Value.Timeout.TotalSeconds:0.###} s");
        }

        AttemptResult ResultOf(int? status, string? failure) => new(status, failure, machine.GetElapsedTime(startedAt));
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage RequestOf(AttemptOrder order)
    {
        var body = WebhookEventBody.Sent(order.Delivery.Event, order.Registration.Format);
        var request = new HttpRequestMessage(HttpMethod.Post, order.Registration.CallbackUrl)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Options)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json, "utf-8");

        if (order.Registration.AuthUsername is { } user)
        {
            var credentials = Encoding.UTF8.GetBytes($"{user}:{order.Registration.AuthPassword}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        }

        return request;
    }

    // A connection can be used again only when its answer was read; one that never ends is given up.
    private static async Task ReadToTheEndAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var answer = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[4096];
        var length = 0;
        while (length < MostOfAnAnswer && await answer.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            length += read;
        }
    }

    private static string WordsFor(HttpRequestException exception, Uri url) => exception switch
    {
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => $"connection refused by {Place(url)}",
        { HttpRequestError: HttpRequestError.NameResolutionError } => $"host name {url.Host} is not known",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => $"no secure connection to {Place(url)}: {exception.InnerException?.Message}",
        _ => $"call to {Place(url)} failed: {exception.InnerException?.Message ?? exception.Message}",
    };

    private static string Place(Uri url) => url.Authority;
}
