using System.Threading.RateLimiting;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.RateLimits;

/// <summary>Limits how many calls of the bank's operations concern a partner or come from a client.</summary>
/// <remarks>Assumed: all of it but the status; the bank publishes no numbers.</remarks>
internal sealed class RateLimit(WorldDirectory worlds, CallResolver resolver, IOptions<LimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _windows = PartitionedRateLimiter.Create<string, string>(whose =>
        RateLimitPartition.GetFixedWindowLimiter(whose, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.Requests,
            Window = options.Value.Window,
        }));

    /// <summary>Counts a call.</summary>
    /// <exception cref="RefusedException">429: there were too many in this window.</exception>
    public async ValueTask CountAsync(HttpContext context)
    {
        if (context.BankEndpoint() is null)
        {
            return;
        }

        var caller = context.Call().Caller;
        var partner = options.Value.Per is LimitedBy.Partner ? caller?.PartnerId ?? resolver.FindOwner(context)?.PartnerId ?? (await CallResolver.ReadPartnerAsync(context)).PartnerId : null;
        var whose = partner?.ToString() ?? caller?.ClientId ?? $"{context.Connection.RemoteIpAddress}";

        using var lease = _windows.AttemptAcquire(whose);
        if (!lease.IsAcquired)
        {
            if (worlds.FindKnown(resourceId: null, partner) is { } world)
            {
                context.Call().Enter(world);
            }

            lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
            var message = ErrorCatalog.TooManyRequests.Tell(options.Value.Requests, options.Value.Window.TotalSeconds);
            throw new RefusedException(ErrorCatalog.TooManyRequests, message) { RetryAfter = wait };
        }
    }

    public void Dispose() => _windows.Dispose();
}

/// <summary>Registers the limits.</summary>
internal static class LimitServices
{
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddSettings<LimitOptions>("Limits");

        return services.AddSingleton<RateLimit>();
    }

    /// <summary>Refuses calls beyond the rate that the settings allow.</summary>
    public static void UseRateLimit(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value.Requests is 0)
        {
            return;
        }

        var limit = app.ApplicationServices.GetRequiredService<RateLimit>();
        app.Use(async (context, next) =>
        {
            await limit.CountAsync(context);
            await next(context);
        });
    }
}
