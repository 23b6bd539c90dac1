using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CrossRiver.Emulator.Testing.Control;
using CrossRiver.Emulator.Testing.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrossRiver.Emulator.Testing;

/// <summary>Represents a partner's webhook endpoint for tests: a server on a free port that keeps webhooks and gives configured answers.</summary>
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

    /// <summary>Gets the URL of the inbox. The inbox accepts any path.</summary>
    public Uri Url => new UriBuilder(_app.Urls.First()) { Host = "127.0.0.1", Path = "/hooks" }.Uri;

    /// <summary>Gets all kept webhooks in the order of their arrival.</summary>
    public IReadOnlyList<ReceivedWebhook> All => Locked<IReadOnlyList<ReceivedWebhook>>(() => [.. _all]);

    /// <summary>Gets the number of webhooks that the inbox received and dropped.</summary>
    public long Lost => Locked(() => _count - _all.Count);

    /// <summary>Starts an inbox. Several inboxes can run in parallel.</summary>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1.</exception>
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

    /// <summary>Sets the answer to webhooks from now on.</summary>
    /// <param name="eventName">The name of the event, or null for all events, including events with another answer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay of the answer is negative or more than 10 minutes.</exception>
    public void Answer(WebhookAnswer answer, string? eventName = null)
    {
        Check(answer);
        lock (_lock)
        {
            _answers.Set(answer, eventName);
        }
    }

    /// <summary>Adds an answer to the next webhooks. It takes precedence over <see cref="Answer"/>, and follows the answers of earlier calls.</summary>
    /// <param name="eventName">The name of the event, or null for any event.</param>
    /// <param name="times">The number of webhooks, 1 to 100,000. The default is 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range, or the delay of the answer is negative or more than 10 minutes.</exception>
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

    /// <summary>Sets the secret for the signature check of a partner's webhooks from now on.</summary>
    /// <param name="secret">The partner's signing secret, in base64.</param>
    /// <remarks>A registration of the inbox by <see cref="PartnerWorld"/> sets the secret, too.</remarks>
    public void Trust(Guid partnerId, string secret) => _secrets[partnerId] = secret;

    /// <summary>Takes the next matching webhook, and waits for it if necessary. Other webhooks remain for later calls.</summary>
    /// <param name="eventName">The name of the event, or null for any event.</param>
    /// <param name="customerId">The customer of the event, or null for any customer.</param>
    /// <exception cref="EmulatorException">No matching webhook arrived in time. The message lists the received webhooks.</exception>
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
                throw new EmulatorException(Describe(eventName, customerId));
            }
        }
    }

    /// <summary>Stops the server of the inbox.</summary>
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
        (eventName is null || string.Equals(webhook.EventName, eventName, StringComparison.OrdinalIgnoreCase))
        && (customerId is null || webhook.CustomerId == customerId));

    private string Describe(string? eventName, Guid? customerId) => Locked(() =>
    {
        var missing = $"{eventName ?? "webhook"}{(customerId is null ? "" : $" of customer {customerId}")}";
        var taken = _all.Except(_untaken).ToHashSet();
        return string.Join("\n",
        [
            $"No {missing} arrived within {_options.Patience.TotalSeconds:0.###} s.",
            _count is 0 ? "The inbox has received no webhook. Register the inbox, and advance the time." : $"Webhooks received so far ({_count}):",
            .. _all.TakeLast(20).Select(webhook => $"  {webhook.Number}. {webhook}{(taken.Contains(webhook) ? ", taken" : "")}"),
        ]);
    });

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
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
        var text = Encoding.UTF8.GetString(body);
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var webhook = new ReceivedWebhook(request.Method, request.Path, headers, text, new ControlAnswer(default, text).Json);
        var secret = webhook.PartnerId is { } partner ? _secrets.GetValueOrDefault(partner) : null;
        webhook.Signature = (headers.GetValueOrDefault(WebhookSignature.Header), secret) switch
        {
            (null, _) => SignatureCheck.Missing,
            (_, null) => SignatureCheck.Unknown,
            var (given, known) => WebhookSignature.Verifies(given, body, known) ? SignatureCheck.Valid : SignatureCheck.Wrong,
        };

        return webhook;
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

/// <summary>Represents the lifetime of an inbox, which the test ends.</summary>
/// <remarks>The default lifetime handles Ctrl+C, which would prevent the user from stopping the test process.</remarks>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
