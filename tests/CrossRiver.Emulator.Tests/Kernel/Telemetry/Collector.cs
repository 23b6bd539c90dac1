using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>What a user runs to see signals: a real server that takes OTLP over HTTP and keeps it.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _exports = new();
    private readonly Channel<bool> _arrived = Channel.CreateUnbounded<bool>();
    private readonly WebApplication _app;

    private Collector(WebApplication app)
    {
        _app = app;
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            _exports.Enqueue((context.Request.Path, body.ToArray()));
            _arrived.Writer.TryWrite(true);
            context.Response.ContentType = "application/x-protobuf";
        });
    }

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_app.Urls.Single());

    /// <summary>The settings that send signals here, soon.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Url.OriginalString,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "10",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "10",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "50",
    };

    /// <summary>The paths that were posted to.</summary>
    public IReadOnlySet<string> Paths => _exports.Select(export => export.Path).ToHashSet();

    /// <summary>Everything that has come, as text, whatever it means.</summary>
    public string Everything => string.Concat(_exports.Select(export => Encoding.UTF8.GetString(export.Body)));

    /// <summary>The attributes of those who have sent.</summary>
    public IReadOnlyDictionary<string, string> Resource =>
        AttributesOf(new ProtobufMessage(_exports.First(export => export.Path.StartsWith("/v1/", StringComparison.Ordinal)).Body).All(1).First().All(1).First(), 1);

    public IReadOnlyList<CollectedSpan> Spans => [.. Collected("/v1/traces").Select(CollectedSpan.Read)];

    public IReadOnlyList<CollectedLog> Logs => [.. Collected("/v1/logs").Select(CollectedLog.Read)];

    /// <summary>What was measured, in the order of its coming: a sum again and again, each time as high as it was then.</summary>
    public IReadOnlyList<CollectedPoint> Points => [.. Collected("/v1/metrics").SelectMany(CollectedPoint.Read)];

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = new Collector(builder.Build());
        await collector._app.StartAsync(TestContext.Current.CancellationToken);

        return collector;
    }

    /// <summary>Waits until enough has come; fails after ten seconds and tells what did come.</summary>
    public async Task<IReadOnlyList<T>> UntilAsync<T>(Func<Collector, IReadOnlyList<T>> look, Func<IReadOnlyList<T>, bool> isEnough)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(10));
        while (!isEnough(look(this)))
        {
            try
            {
                await _arrived.Reader.ReadAsync(timeout.Token);
            }
            catch (OperationCanceledException exception)
            {
                throw new TimeoutException($"Not enough has come. So far: {string.Join('\n', look(this))}", exception);
            }
        }

        return look(this);
    }

    /// <summary>Waits until there are so many spans. Control calls, with which tests look at worlds, do not count.</summary>
    public Task<IReadOnlyList<CollectedSpan>> SpansAsync(int count, Func<CollectedSpan, bool> which) =>
        UntilAsync<CollectedSpan>(collector => [.. collector.Spans.Where(span => !span.Name.Contains("/_emulator", StringComparison.Ordinal) && which(span))], spans => spans.Count >= count);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal static IReadOnlyDictionary<string, string> AttributesOf(ProtobufMessage message, int field) =>
        message.All(field).ToDictionary(attribute => attribute.Text(1), attribute => ValueOf(attribute.All(2).First()), StringComparer.Ordinal);

    // All three kinds are nested alike: those who send, their sources, and then what was made there.
    private IEnumerable<ProtobufMessage> Collected(string path) => _exports
        .Where(export => export.Path == path)
        .SelectMany(export => new ProtobufMessage(export.Body).All(1))
        .SelectMany(sender => sender.All(2))
        .SelectMany(source => source.All(2));

    private static string ValueOf(ProtobufMessage value) =>
        value.Has(1) ? value.Text(1) : value.Number(3).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A span that a <see cref="Collector"/> got.</summary>
public sealed record CollectedSpan(string TraceId, string SpanId, string ParentId, string Name, long Kind, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>0 unless it was set, 2 for an error.</summary>
    public long Status { get; init; }

    /// <summary>The spans of other traces that had a part in it.</summary>
    public IReadOnlyList<string> LinkedSpanIds { get; init; } = [];

    public long Nanoseconds { get; init; }

    internal static CollectedSpan Read(ProtobufMessage span) =>
        new(span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Number(6), Collector.AttributesOf(span, 9))
        {
            Status = span.All(15).FirstOrDefault()?.Number(3) ?? 0,
            LinkedSpanIds = [.. span.All(13).Select(link => link.Hex(2))],
            Nanoseconds = span.FixedNumber(8) - span.FixedNumber(7),
        };
}

/// <summary>A line of a log that a <see cref="Collector"/> got.</summary>
public sealed record CollectedLog(string Text, string TraceId)
{
    internal static CollectedLog Read(ProtobufMessage log) => new(log.All(5).First().Text(1), log.Hex(9));
}

/// <summary>A point of a metric that a <see cref="Collector"/> got.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Count">A sum, or how many values a histogram has.</param>
/// <param name="Attributes">What it is about.</param>
public sealed record CollectedPoint(string Name, string Unit, long Count, IReadOnlyDictionary<string, string> Attributes)
{
    internal static IEnumerable<CollectedPoint> Read(ProtobufMessage metric)
    {
        var sums = metric.All(7).SelectMany(sum => sum.All(1)).Select(point => Read(point.FixedNumber(6), Collector.AttributesOf(point, 7)));
        var histograms = metric.All(9).SelectMany(histogram => histogram.All(1)).Select(point => Read(point.FixedNumber(4), Collector.AttributesOf(point, 9)));
        return sums.Concat(histograms);

        CollectedPoint Read(long count, IReadOnlyDictionary<string, string> attributes) => new(metric.Text(1), metric.Text(3), count, attributes);
    }
}
