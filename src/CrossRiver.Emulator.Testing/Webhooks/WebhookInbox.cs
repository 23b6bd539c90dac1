using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using CrossRiver.Emulator.Testing.Control;
using CrossRiver.Emulator.Testing.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrossRiver.Emulator.Testing;

/// <summary>A partner's webhook endpoint for tests: a real server on a free port, which keeps what comes and answers as it is told.</summary>
/// <example>
/// <code>
/// await using var inbox = await WebhookInbox.StartAsync();
/// await partner.RegisterAsync(inbox);
/// var changed = await inbox.NextAsync("Core.Customer.Ofac.Changed");
/// </code>
/// </example>
public sealed class WebhookInbox : IAsyncDisposable
{
    private const int LargestBody = 4 * 1024 * 1024;
    private const int MostOrders = 100_000;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly WebApplication _app;
    private readonly WebhookInboxOptions _options;
    private readonly ConcurrentDictionary<Guid, string> _secrets = new();
    private readonly AnswersToCome _answers = new();
    private readonly Queue<ReceivedWebhook> _all = new();
    private readonly LinkedList<ReceivedWebhook> _untaken = [];
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _count;

    private WebhookInbox(WebApplication app, WebhookInboxOptions options)
    {
        _app = app;
        _options = options;
        app.Run(TakeAsync);
    }

    /// <summary>Where it listens. Any path does.</summary>
    public Uri Url => new UriBuilder(_app.Urls.First()) { Host = "127.0.0.1", Path = "/hooks" }.Uri;

    /// <summary>Everything that came and is kept, in order.</summary>
    public IReadOnlyList<ReceivedWebhook> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>How many webhooks came and are not kept any more.</summary>
    public long Lost
    {
        get
        {
            lock (_lock)
            {
                return _count - _all.Count;
            }
        }
    }

    /// <summary>Starts an inbox. Any number of them can run side by side.</summary>
    /// <param name="options">What it is like.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<WebhookInbox> StartAsync(WebhookInboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new WebhookInboxOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Capacity, 1, nameof(options));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(options.IsOpenToContainers ? IPAddress.Any : IPAddress.Loopback, port: 0, listen =>
            {
                if (options.IsHttps)
                {
                    listen.UseHttps(InboxCertificate.New());
                }
            });
        });
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var inbox = new WebhookInbox(builder.Build(), options);
        await inbox._app.StartAsync(cancellationToken);

        return inbox;
    }

    /// <summary>Answers so from now on.</summary>
    /// <param name="answer">How.</param>
    /// <param name="eventName">Only events of this name; <see langword="null"/> for all, also those that had an answer of their own.</param>
    public void Answer(WebhookAnswer answer, string? eventName = null)
    {
        Check(answer);
        lock (_lock)
        {
            _answers.Set(answer, eventName);
        }
    }

    /// <summary>Answers so the next times, before anything else. Several orders are carried out one after another.</summary>
    /// <param name="answer">How.</param>
    /// <param name="eventName">Only events of this name; <see langword="null"/> for any.</param>
    /// <param name="times">How many times, 1 to 100,000.</param>
    public void AnswerNext(WebhookAnswer answer, string? eventName = null, int times = 1)
    {
        Check(answer);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(times, MostOrders);
        lock (_lock)
        {
            for (var time = 0; time < times; time++)
            {
                _answers.Add(answer, eventName);
            }
        }
    }

    /// <summary>Checks signatures of a partner's webhooks with its secret from now on. Registering the inbox does it, too.</summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="secret">The secret, base64.</param>
    public void Trust(Guid partnerId, string secret) => _secrets[partnerId] = secret;

    /// <summary>Takes the next webhook, or waits for it. Each is taken once, and others stay for the next call.</summary>
    /// <param name="eventName">Only events of this name; <see langword="null"/> for any.</param>
    /// <param name="customerId">Only events about this customer; <see langword="null"/> for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EmulatorException">None came in time; the message tells what did come.</exception>
    public async Task<ReceivedWebhook> NextAsync(string? eventName = null, Guid? customerId = null, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.Patience);
        while (true)
        {
            Task arrival;
            lock (_lock)
            {
                if (FindUntaken(eventName, customerId) is { } found)
                {
                    _untaken.Remove(found);
                    return found;
                }

                arrival = _arrival.Task;
            }

            try
            {
                await arrival.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new EmulatorException(Tell(eventName, customerId));
            }
        }
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Check(WebhookAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentOutOfRangeException.ThrowIfLessThan(answer.Delay, TimeSpan.Zero, nameof(answer));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(answer.Delay, LongestDelay, nameof(answer));
    }

    private ReceivedWebhook? FindUntaken(string? eventName, Guid? customerId) => _untaken.FirstOrDefault(webhook =>
        (eventName is null || string.Equals(webhook.EventName, eventName, StringComparison.OrdinalIgnoreCase)) && (customerId is null || webhook.CustomerId == customerId));

    private string Tell(string? eventName, Guid? customerId)
    {
        lock (_lock)
        {
            var taken = _all.Except(_untaken).ToHashSet();
            return string.Join("\n",
            [
                $"No {eventName ?? "webhook"}{(customerId is null ? "" : $" of customer {customerId}")} came within {_options.Patience.TotalSeconds:0.###} s.",
                _count is 0 ? "Nothing has come so far. Is the inbox registered, and has the time been advanced?" : $"What has come so far, {_count} in all:",
                .. _all.TakeLast(20).Select(webhook => $"  {webhook.Number}. {webhook}{(taken.Contains(webhook) ? ", taken" : "")}"),
            ]);
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        var webhook = Read(context.Request, memory.ToArray());
        var answer = Keep(webhook);
        await Task.Delay(answer.Delay, context.RequestAborted);
        context.Response.StatusCode = (int)answer.Status;
    }

    private ReceivedWebhook Read(HttpRequest request, byte[] body)
    {
        var json = new ControlAnswer(default, Encoding.UTF8.GetString(body)).Json;
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var partnerId = json.ValueKind is JsonValueKind.Object && json.TryGetProperty("partnerId", out var id) && id.ValueKind is JsonValueKind.String && id.TryGetGuid(out var found) ? found : (Guid?)null;
        var secret = partnerId is { } partner ? _secrets.GetValueOrDefault(partner) : null;
        var signature = (headers.GetValueOrDefault(WebhookSignature.Header), secret) switch
        {
            (null, _) => SignatureCheck.Missing,
            (_, null) => SignatureCheck.Unknown,
            var (given, known) => WebhookSignature.Verifies(given, body, known) ? SignatureCheck.Valid : SignatureCheck.Wrong,
        };

        return new ReceivedWebhook(request.Method, request.Path, headers, Encoding.UTF8.GetString(body), signature, json);
    }

    private WebhookAnswer Keep(ReceivedWebhook webhook)
    {
        lock (_lock)
        {
            webhook.Number = ++_count;
            _all.Enqueue(webhook);
            _untaken.AddLast(webhook);
            if (_all.Count > _options.Capacity)
            {
                _untaken.Remove(_all.Dequeue());
            }

            _arrival.SetResult();
            _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _answers.Take(webhook.EventName);
        }
    }
}
