using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.RateLimits;

/// <summary>Limits the number of calls of the bank's operations, for each partner or each client.</summary>
/// <remarks>Assumed: everything except the status. The bank publishes no numbers.</remarks>
internal sealed class RateLimit(WorldDirectory worlds, CallResolver resolver, IOptions<LimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _windows = PartitionedRateLimiter.Create<string, string>(whose =>
        RateLimitPartition.GetFixedWindowLimiter(whose, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.Requests,
            Window = options.Value.Window,
        }));

    /// <summary>Counts a call of the bank's operations.</summary>
    /// <exception cref="ApiException">429: there were too many calls in this window.</exception>
    public async ValueTask CountAsync(HttpContext context)
    {
        if (context.BankEndpoint() is null)
        {
            return;
        }

        var caller = context.Call().Caller;
        var partner = options.Value.Per is LimitedBy.Partner
            ? caller?.PartnerId ?? (await resolver.ReadAsync(context)).PartnerId
            : null;
        var whose = partner?.ToString() ?? caller?.ClientId ?? $"{context.Connection.RemoteIpAddress}";

        using var lease = _windows.AttemptAcquire(whose);
        if (!lease.IsAcquired)
        {
            if (partner is { } known && worlds.Find(known) is { } world)
            {
                context.Call().Enter(world);
            }

            lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
            var message = ErrorCatalog.TooManyRequests.Format(options.Value.Requests, options.Value.Window.TotalSeconds);
            throw new ApiException(ErrorCatalog.TooManyRequests, message) { RetryAfter = wait };
        }
    }

    public void Dispose() => _windows.Dispose();
}

/// <summary>Rates and times of calls to the bank's operations: the section <c>Emulator:Limits</c>, checked at the start.</summary>
internal sealed class LimitOptions
{
    /// <summary>The number of calls that each partner or client may make in a window; more are answered 429.</summary>
    /// <value>0 to 1,000,000; 0 is no limit. The default is 0.</value>
    /// <remarks>The bank answers 429; its numbers are not public.</remarks>
    [Range(0, 1_000_000)]
    public int Requests { get; set; }

    /// <summary>The length of a window.</summary>
    /// <value>100 milliseconds to 1 day, in real time. The default is 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The calls that are counted together.</summary>
    /// <value><c>Partner</c> or <c>Client</c>. The default is <c>Partner</c>.</value>
    public LimitedBy Per { get; set; }
}

/// <summary>The calls that are counted together.</summary>
internal enum LimitedBy
{
    /// <summary>Calls that concern the same partner. Calls that concern no partner are counted by their client, or else by their address.</summary>
    Partner,

    /// <summary>Calls with the tokens of the same client. Calls without a token of this emulator are counted by their address.</summary>
    Client,
}

/// <summary>Registers the rate limit.</summary>
internal static class LimitServices
{
    public static IServiceCollection AddLimits(this IServiceCollection services) => services.AddSettings<LimitOptions>("Limits").AddSingleton<RateLimit>();

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
