using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>A partner's webhook endpoint: a real server that keeps what it gets and answers as the test says.</summary>
public sealed class WebhookInbox : IAsyncDisposable
{
    private readonly Channel<Webhook> _arrived = Channel.CreateUnbounded<Webhook>();
    private readonly ConcurrentQueue<Webhook> _all = new();
    private readonly ConcurrentDictionary<Webhook, Webhook> _unanswered = new(ReferenceEqualityComparer.Instance);
    private readonly WebApplication _app;

    private WebhookInbox(WebApplication app, Func<Webhook, Task<int>> answer)
    {
        _app = app;
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var webhook = new Webhook(
                TimeProvider.System.GetUtcNow(),
                context.Request.Method,
                context.Request.Path,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                await reader.ReadToEndAsync(context.RequestAborted))
            {
                Query = context.Request.QueryString.Value!,
            };
            _all.Enqueue(webhook);
            _arrived.Writer.TryWrite(webhook);
            _unanswered.TryAdd(webhook, webhook);
            try
            {
                context.Response.StatusCode = await answer(webhook).WaitAsync(context.RequestAborted);
            }
            finally
            {
                _unanswered.TryRemove(webhook, out var _);
            }
        });
    }

    /// <summary>Where it listens.</summary>
    public Uri Url => new($"{_app.Urls.Single()}/hooks");

    /// <summary>Everything that has come so far, in order.</summary>
    public IReadOnlyList<Webhook> All => [.. _all];

    /// <summary>The webhooks that wait for their answers. A sender that gives up ends the wait.</summary>
    public IEnumerable<Webhook> Unanswered => _unanswered.Values;

    public static Task<WebhookInbox> StartAsync(int status = StatusCodes.Status200OK) => StartAsync(_ => Task.FromResult(status));

    /// <summary>Starts an inbox.</summary>
    /// <param name="answer">Gives the status for each webhook, when it pleases.</param>
    public static async Task<WebhookInbox> StartAsync(Func<Webhook, Task<int>> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var inbox = new WebhookInbox(builder.Build(), answer);
        await inbox._app.StartAsync(TestContext.Current.CancellationToken);

        return inbox;
    }

    /// <summary>Waits for the next webhook; fails after ten seconds and tells what did come.</summary>
    public async Task<Webhook> NextAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            return await _arrived.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"No webhook came. So far: {string.Join(", ", _all.Select(webhook => webhook.EventName))}", exception);
        }
    }

    /// <summary>Waits for several webhooks.</summary>
    public async Task<IReadOnlyList<Webhook>> NextAsync(int count)
    {
        var webhooks = new List<Webhook>();
        while (webhooks.Count < count)
        {
            webhooks.Add(await NextAsync());
        }

        return webhooks;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>One call that a <see cref="WebhookInbox"/> got.</summary>
public sealed record Webhook(DateTimeOffset ArrivedAt, string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Text)
{
    /// <summary>The query, with its question mark; empty when there is none.</summary>
    public string Query { get; init; } = "";

    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public string EventName => (string)Json["eventName"]!;

    /// <summary>The customer of the event.</summary>
    public string CustomerId => ((string)Json["resources"]![0]!).Split('/')[4];
}
