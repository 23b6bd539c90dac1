using Microsoft.AspNetCore.Http.HttpResults;

namespace PartnerApp.Webhooks;

/// <summary>Where the bank tells what has changed.</summary>
internal static class WebhookEndpoints
{
    public const string Path = "/webhooks";

    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<WebhookGuard>();
        services.AddSingleton<Rereads>();
        services.AddHostedService(provider => provider.GetRequiredService<Rereads>());
        services.AddHostedService<Registering>();
    }

    public static void MapWebhooks(this IEndpointRouteBuilder routes) => routes.MapPost(Path, TakeAsync);

    /// <summary>Takes a webhook. It answers before the customer is read, so that a slow bank does not find its own webhooks slow.</summary>
    internal static async Task<Results<Ok, UnauthorizedHttpResult, BadRequest>> TakeAsync(
        HttpRequest request, WebhookGuard guard, Rereads rereads, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        var body = buffer.ToArray();
        if (!guard.Trusts(request.Headers.Authorization, request.Headers["cos-signature"], body))
        {
            return TypedResults.Unauthorized();
        }

        if (BankEvent.Parse(body) is not { } happened)
        {
            return TypedResults.BadRequest();
        }

        rereads.Begin(happened);
        return TypedResults.Ok();
    }
}
