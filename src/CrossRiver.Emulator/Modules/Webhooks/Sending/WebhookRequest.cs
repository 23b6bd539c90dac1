using System.Net.Http.Headers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Creates the HTTP request of one attempt, with its faults.</summary>
internal static class WebhookRequest
{
    // Far more than the few minutes for which receivers accept a signature.
    private static readonly TimeSpan AgeOfStaleSignature = TimeSpan.FromDays(1);

    /// <param name="line">The connection that is reset during the request, or null.</param>
    public static HttpRequestMessage Of(AttemptRequest order, Uri url, DateTimeOffset signedAt, ResettingLine? line)
    {
        var edit = order.Delivery.Edit ?? WebhookEdit.None;
        var body = BrokenBody.Of(edit.BodyOf(WebhookEventBody.Write(order.Delivery)), order.Faults?.Body?.Fault.Body);
        var auth = order.Faults?.Auth?.Fault.Auth;
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = ContentOf(body.Bytes, order.Faults, line) };
        request.Options.Set(CallbackSockets.PartnerId, order.Registration.PartnerId);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(body.ContentType, "utf-8");
        Sign(request, order.Secret, body.Bytes, signedAt, auth);
        Authorize(request, order, auth);

        if (order.Origin is { } origin)
        {
            request.Headers.TryAddWithoutValidation(ParentSpan.ParentHeader, origin.Parent);
        }

        if (order.Origin?.State is { } state)
        {
            request.Headers.TryAddWithoutValidation(ParentSpan.StateHeader, state);
        }

        edit.SetHeaders(request);
        return request;
    }

    private static HttpContent ContentOf(byte[] body, AttemptFaults? faults, ResettingLine? line) => line?.ContentOf(body)
        ?? (faults?.Connection?.Fault.Connection?.BytesPerSecond is { } rate ? new SlowContent(body, rate) : new ByteArrayContent(body));

    // The body is signed as it is sent, so that a broken body is one fault and not two.
    private static void Sign(HttpRequestMessage request, SigningSecret secret, byte[] body, DateTimeOffset signedAt, CredentialFault? fault)
    {
        var signature = fault switch
        {
            CredentialFault.NoSignature => null,
            CredentialFault.BadSignature => secret.Sign([.. body, 0], signedAt),
            CredentialFault.StaleSignature => secret.Sign(body, ClockSetting.Later(signedAt, -AgeOfStaleSignature)),
            _ => secret.Sign(body, signedAt),
        };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation(SigningSecret.Header, signature);
        }
    }

    private static void Authorize(HttpRequestMessage request, AttemptRequest order, CredentialFault? fault)
    {
        var (user, password) = fault switch
        {
            CredentialFault.Missing => default,
            CredentialFault.WrongPassword => (order.Registration.AuthUsername ?? "", $"not-{order.Registration.AuthPassword}"),
            CredentialFault.WrongUser => ($"not-{order.Registration.AuthUsername}", order.Registration.AuthPassword),
            _ => (order.Registration.AuthUsername, order.Registration.AuthPassword),
        };
        if (user is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        }
    }
}
