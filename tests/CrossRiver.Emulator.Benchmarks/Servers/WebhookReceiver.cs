using System.Collections.Concurrent;
using System.Text.Json;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>A partner's webhook endpoint: keeps what comes and when, and reads it only when it is asked, so that it is quick to answer.</summary>
internal static class WebhookReceiver
{
    private static readonly ConcurrentQueue<(DateTimeOffset ArrivedAt, byte[] Body)> Webhooks = new();

    private static int _received;

    /// <summary>Serves until the process is ended.</summary>
    /// <param name="args">The command line of an ASP.NET Core program, with <c>--urls</c>; <c>--delay</c> is how long each answer takes; <c>--forget true</c> counts only.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        await using var app = builder.Build();
        var delay = app.Configuration.GetValue<TimeSpan>("delay");
        var isForgetful = app.Configuration.GetValue<bool>("forget");
        app.MapPost("/hooks", (HttpRequest request, CancellationToken cancellationToken) => KeepAsync(request, delay, isForgetful, cancellationToken));
        app.MapGet("/count", () => Volatile.Read(ref _received));
        app.MapGet("/arrivals", () => Webhooks.Select(webhook => Read(webhook.ArrivedAt, webhook.Body)));
        await app.RunAsync();

        return 0;
    }

    private static async Task KeepAsync(HttpRequest request, TimeSpan delay, bool isForgetful, CancellationToken cancellationToken)
    {
        var arrivedAt = TimeProvider.System.GetUtcNow();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        Interlocked.Increment(ref _received);
        if (!isForgetful)
        {
            Webhooks.Enqueue((arrivedAt, body.ToArray()));
        }

        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, cancellationToken);
        }
    }

    private static Arrival Read(DateTimeOffset arrivedAt, byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var resource = document.RootElement.GetProperty("resources")[0].GetString()!;

        return new Arrival(
            arrivedAt,
            document.RootElement.GetProperty("id").GetGuid(),
            Guid.Parse(resource.Split('/')[4]),
            document.RootElement.GetProperty("eventName").GetString()!);
    }
}

/// <summary>One webhook that came.</summary>
/// <param name="ArrivedAt">When its headers had been read.</param>
/// <param name="EventId">The event it tells of.</param>
/// <param name="CustomerId">The customer it is about.</param>
/// <param name="EventName">What it tells.</param>
internal sealed record Arrival(DateTimeOffset ArrivedAt, Guid EventId, Guid CustomerId, string EventName)
{
    /// <summary>How many came a second, from the first to the last.</summary>
    public static double PerSecond(IReadOnlyList<Arrival> arrivals) => arrivals is [var first, .., var last]
        ? arrivals.Count / (last.ArrivedAt - first.ArrivedAt).TotalSeconds
        : throw new MeasurementException("No webhooks came");
}
