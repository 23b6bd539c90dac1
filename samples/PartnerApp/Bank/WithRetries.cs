using System.Net;

namespace PartnerApp.Bank;

/// <summary>Sends a call again when nobody knows whether it was done. For writes that is safe because of their idempotency key.</summary>
internal sealed class WithRetries(TimeProvider clock) : DelegatingHandler
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var wait in Waits)
        {
            var response = await TryAsync(request, cancellationToken);
            if (response is not null && !IsWorthAnother(response.StatusCode))
            {
                return response;
            }

            var asked = response?.Headers.RetryAfter?.Delta;
            response?.Dispose();
            await Task.Delay(asked ?? wait, clock, cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }

    // 409: the first call with this key still runs. A refusal would only come again.
    private static bool IsWorthAnother(HttpStatusCode status) =>
        status is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict;

    private async Task<HttpResponseMessage?> TryAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken);

            // A 200 whose body breaks off is no answer either.
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
