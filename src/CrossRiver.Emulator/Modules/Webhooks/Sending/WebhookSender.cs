using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Creates the handler of all calls whose connections are sound.</summary>
internal delegate HttpMessageHandler CallbackHandler();

/// <summary>Makes the HTTP call of one attempt.</summary>
internal sealed class WebhookSender(
    IOptions<WebhookOptions> options, IOptions<EmulatorOptions> emulator, HostOfContainer host, CallbackSockets sockets, CallbackHandler handler, TimeProvider machine) : IDisposable
{
    private const int MostOfAnAnswer = 64 * 1024;
    private const int KeptOfAnAnswer = 4 * 1024;

    private readonly HttpClient _http = new(handler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Posts an event to the partner. A partner that fails causes a result, not an exception.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The line disposes of its handler.")]
    public async Task<AttemptResult> SendAsync(AttemptRequest order, CancellationToken cancellationToken)
    {
        var startedAt = machine.GetTimestamp();
        var url = await host.ReachableAsync(order.Registration.CallbackUrl!, order.Registration.PartnerId, cancellationToken);
        if (order.Faults?.Loss is not null)
        {
            return ResultOf(null, null, "no answer: a fault let the attempt be lost on the way", Retries.TimedOut);
        }

        var resets = order.Faults?.Connection?.Fault.Connection is { ResetsMidBody: true };
        using var line = resets ? new ResettingLine(() => NewHandler(options.Value, sockets), sockets.OpenAsync) : null;
        using var request = WebhookRequest.Of(order, url, options.Value.SignatureTime is SignatureTime.World ? order.SentAt : machine.GetUtcNow(), line);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var patience = order.Delivery.Plan?.AckWithin ?? options.Value.Timeout;
        timeout.CancelAfter(patience);

        try
        {
            using var response = await (line?.Http ?? _http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            var answer = await ReadToTheEndAsync(response, timeout.Token);
            var status = (int)response.StatusCode;
            var isTaken = emulator.Value.Strict ? response.StatusCode is HttpStatusCode.OK : response.IsSuccessStatusCode;
            return ResultOf(status, answer, isTaken ? null : $"answered {status}", isTaken ? null : $"{status}");
        }
        catch (HttpRequestException exception)
        {
            var error = exception.InnerException is HostLookupException ? HttpRequestError.NameResolutionError : exception.HttpRequestError;
            return ResultOf(null, null, WordsFor(exception, url), WordFor(error));
        }
        catch (IOException exception)
        {
            return ResultOf(null, null, $"{url.Authority} broke off its answer: {exception.Message}", WordFor(HttpRequestError.ResponseEnded));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ResultOf(null, null, string.Create(CultureInfo.InvariantCulture, $"no answer within {patience.TotalSeconds:0.###} s"), Retries.TimedOut);
        }

        AttemptResult ResultOf(int? status, string? answer, string? failure, string? errorType) =>
            new(url.OriginalString, status, answer, failure, machine.GetElapsedTime(startedAt)) { ErrorType = errorType };
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Creates a handler that connects as the settings say.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "Asked for by a setting, for receivers at the desk with certificates of their own making.")]
    internal static SocketsHttpHandler NewHandler(WebhookOptions options, CallbackSockets sockets) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,

        // The request itself adds the trace headers, and no other tracing in this process may.
        ActivityHeadersPropagator = null,
        ConnectCallback = async (context, cancellationToken) => new NetworkStream(await sockets.OpenAsync(context, cancellationToken), ownsSocket: true),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        SslOptions = { RemoteCertificateValidationCallback = options.TrustAnyCertificate ? (_, _, _, _) => true : null },
    };

    // A connection can be reused only after its answer was read. An answer without an end is given up.
    private static async Task<string> ReadToTheEndAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var answer = await response.Content.ReadAsStreamAsync(cancellationToken);
        var kept = new byte[KeptOfAnAnswer];
        var length = await answer.ReadAtLeastAsync(kept, kept.Length, throwOnEndOfStream: false, cancellationToken);
        var rest = length == kept.Length ? new byte[KeptOfAnAnswer] : [];
        for (var read = length; read < MostOfAnAnswer && rest is not []; read += rest.Length)
        {
            if (await answer.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken) < rest.Length)
            {
                break;
            }
        }

        return Encoding.UTF8.GetString(kept, 0, length);
    }

    // The words of .NET's HTTP metrics.
    private static string WordFor(HttpRequestError error) => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{error}");

    private static string WordsFor(HttpRequestException exception, Uri url) => exception switch
    {
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => $"connection refused by {url.Authority}",
        { InnerException: HostLookupException { Message: var reason } } => reason,
        { InnerException: AuthenticationException { Message: var reason } } => $"certificate not trusted: {reason}",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => $"no secure connection to {url.Authority}: {exception.InnerException?.Message}",
        _ => $"call to {url.Authority} failed: {exception.InnerException?.Message ?? exception.Message}",
    };
}
