using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>Answers a repeated call with the same idempotency key as the first one was answered.</summary>
/// <remarks>
/// Source: the bank's page on idempotency. Assumed: that it holds for PUT as for POST, and the body of the 409. Also assumed: only 2xx answers
/// are stored, because callers are asked to correct a refused call and send it again with the same key.
/// </remarks>
internal sealed class IdempotentCalls(ResponseIndex answers)
{
    private const string OriginalHeader = "original-request-id";
    private const int LongestKey = 50;

    private readonly ConcurrentDictionary<Guid, byte> _inProgress = new();

    /// <summary>Answers a repeated call, and passes any other on.</summary>
    /// <exception cref="ApiException">The key is malformed (400), or its first call is still in progress (409).</exception>
    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (ReadKey(context) is not { } key)
        {
            await next(context);
            return;
        }

        var id = StoredResponse.IdOf(context.Request, key, (await BodyBytes.ReadAsync(context)).Span);
        if (await TryReplayAsync(id, context))
        {
            return;
        }

        if (!_inProgress.TryAdd(id, 0))
        {
            throw ErrorCatalog.InProgress.ToException(key);
        }

        try
        {
            // The first call may have been answered between the search and the claim.
            if (!await TryReplayAsync(id, context))
            {
                await AnswerFirstAsync(id, context, next);
            }
        }
        finally
        {
            _inProgress.TryRemove(id, out _);
        }
    }

    private static string? ReadKey(HttpContext context)
    {
        var isForKeys = context.BankEndpoint() is not null && (HttpMethods.IsPost(context.Request.Method) || HttpMethods.IsPut(context.Request.Method));
        if (!isForKeys || !context.Request.Headers.TryGetValue(CallHeaders.IdempotencyKey, out var keys))
        {
            return null;
        }

        return keys is [{ Length: > 0 and <= LongestKey } key]
            ? key
            : throw ApiException.Invalid([$"Idempotency-Key must be given once and have 1 to {LongestKey} characters"]);
    }

    private static async Task AnswerFirstAsync(Guid id, HttpContext context, RequestDelegate next)
    {
        var body = await BufferedResponse.ReadAsync(context, next);

        // Stored before it is sent, so that a caller to which the answer is lost can have it again.
        if (context.Response.StatusCode is >= StatusCodes.Status200OK and < StatusCodes.Status300MultipleChoices)
        {
            Keep(id, context.Call(), context.Response, body);
        }

        await BufferedResponse.SendAsync(body, context);
    }

    // After a reset of the world, the resources in the answer no longer exist.
    private static void Keep(Guid id, Call call, HttpResponse response, ReadOnlyMemory<byte> body) => call.World?.RunLocked(() =>
    {
        if (call.EpochNumber == call.World.EpochNumber)
        {
            call.World.StoredResponses.Keep(new StoredResponse(id, call.RequestId, call.World.Clock.Now, response.StatusCode, response.ContentType, body.ToArray()));
        }

        return call;
    });

    private async Task<bool> TryReplayAsync(Guid id, HttpContext context)
    {
        if (WorldTable.Use(answers.Find(id)) is not { } world || world.StoredResponses.Find(id) is not { } kept)
        {
            return false;
        }

        context.Call().OriginalRequestId = kept.RequestId;
        context.Call().Enter(world);
        context.Response.StatusCode = kept.StatusCode;
        context.Response.ContentType = kept.ContentType;
        context.Response.Headers[OriginalHeader] = kept.RequestId;
        await BufferedResponse.SendAsync(kept.Body, context);

        return true;
    }
}

/// <summary>Storage of answers for repeated calls: the section <c>Emulator:Idempotency</c>, checked at the start.</summary>
internal sealed class IdempotencyOptions
{
    /// <summary>The time for which an answer is stored, on the world's clock.</summary>
    /// <value>1 second to 365 days. The default is 7 days.</value>
    /// <remarks>Source of the default: the bank's page on idempotency.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The number of answers stored for each partner; the oldest are dropped with a message in the log.</summary>
    /// <value>10 to 1,000,000. The default is 10,000.</value>
    [Range(10, 1_000_000)]
    public int Answers { get; set; } = 10_000;
}

/// <summary>Registers idempotency.</summary>
internal static class IdempotencyServices
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services) => services
        .AddSettings<IdempotencyOptions>("Idempotency")
        .AddSingleton<ResponseIndex>()
        .AddSingleton<IdempotentCalls>()
        .AddWorldPart(new WorldPartType<StoredResponses, IReadOnlyList<StoredResponse>>
        {
            Name = "answers",
            IsRequired = true,
            Unused = _ => [],
            Check = StoredResponses.Check,
            Create = (world, provider) => new StoredResponses(
                world,
                provider.GetRequiredService<IOptions<IdempotencyOptions>>().Value,
                provider.GetRequiredService<ResponseIndex>(),
                provider.GetRequiredService<ILogger<World>>()),
        });

    /// <summary>Answers repeated calls with idempotency keys without doing them again.</summary>
    public static void UseIdempotency(this IApplicationBuilder app)
    {
        var calls = app.ApplicationServices.GetRequiredService<IdempotentCalls>();
        app.Use((context, next) => calls.AnswerAsync(context, next));
    }
}
