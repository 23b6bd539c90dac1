using System.Collections.Concurrent;
using System.Text.Json;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>A partner's webhook endpoint: keeps what comes and when, and reads no more of it than its event until it is asked, so that it is quick to answer.</summary>
internal static class WebhookReceiver
{
    private static readonly ConcurrentQueue<(DateTimeOffset ArrivedAt, byte[] Body)> Webhooks = new();
    private static readonly HashSet<Guid> Events = [];
    private static readonly Lock Counting = new();

    private static int _arrived;

    /// <summary>Serves until the process is ended.</summary>
    /// <param name="args">
    /// The command line of an ASP.NET Core program, with <c>--urls</c>; <c>--delay</c> is how long each answer takes; with <c>--forget true</c> only the
    /// identifiers of events are kept.
    /// </param>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        await using var app = builder.Build();
        var delay = app.Configuration.GetValue<TimeSpan>("delay");
        var isForgetful = app.Configuration.GetValue<bool>("forget");
        app.MapPost("/hooks", (HttpRequest request, CancellationToken cancellationToken) => KeepAsync(request, delay, isForgetful, cancellationToken));
        app.MapGet("/tally", Count);
        app.MapGet("/arrivals", () => Webhooks.Select(webhook => Read(webhook.ArrivedAt, webhook.Body)));
        await app.RunAsync();

        return 0;
    }

    private static async Task KeepAsync(HttpRequest request, TimeSpan delay, bool isForgetful, CancellationToken cancellationToken)
    {
        var arrivedAt = TimeProvider.System.GetUtcNow();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var bytes = body.ToArray();
        Enter(bytes);
        if (!isForgetful)
        {
            Webhooks.Enqueue((arrivedAt, bytes));
        }

        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, cancellationToken);
        }
    }

    private static void Enter(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var eventId = document.RootElement.GetProperty("id").GetGuid();
        lock (Counting)
        {
            _arrived++;
            Events.Add(eventId);
        }
    }

    private static Tally Count()
    {
        lock (Counting)
        {
            return new Tally(_arrived, Events.Count);
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

/// <summary>How much has come.</summary>
/// <param name="Arrived">How many webhooks.</param>
/// <param name="Events">Of how many events; each should have come once.</param>
internal sealed record Tally(int Arrived, int Events)
{
    public int Doubled => Arrived - Events;
}

/// <summary>One webhook that came.</summary>
/// <param name="ArrivedAt">When its headers had been read.</param>
/// <param name="EventId">The event it tells of.</param>
/// <param name="CustomerId">The customer of the event.</param>
/// <param name="EventName">What it tells.</param>
internal sealed record Arrival(DateTimeOffset ArrivedAt, Guid EventId, Guid CustomerId, string EventName)
{
    /// <summary>How many came a second, from the first to the last.</summary>
    public static double PerSecond(IReadOnlyList<Arrival> arrivals) => arrivals is [var first, .., var last]
        ? arrivals.Count / (last.ArrivedAt - first.ArrivedAt).TotalSeconds
        : throw new MeasurementException("No webhooks came");
}
