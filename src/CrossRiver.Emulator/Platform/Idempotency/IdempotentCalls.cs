using System.Collections.Concurrent;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>Gives a call with an idempotency key that is made again the answer it got the first time.</summary>
/// <remarks>
/// Source: the bank's page on idempotency. Assumed: that it holds for PUT as for POST, that only 2xx answers
/// are kept, because the caller is told to mend and send again with the same key, and the body of the 409.
/// </remarks>
internal sealed class IdempotentCalls(AnswerIndex answers)
{
    private const string OriginalHeader = "original-request-id";
    private const int LongestKey = 50;

    private readonly ConcurrentDictionary<Guid, byte> _inProgress = new();

    /// <summary>Answers a call, or lets it be answered.</summary>
    /// <exception cref="RefusedException">The key has not its form (400), or its first call is still in progress (409).</exception>
    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (ReadKey(context) is not { } key)
        {
            await next(context);
            return;
        }

        var id = KeptAnswer.IdOf(context.Request, key, (await BodyBytes.ReadAsync(context)).Span);
        if (await TryReplayAsync(id, context))
        {
            return;
        }

        if (!_inProgress.TryAdd(id, 0))
        {
            throw ErrorCatalog.InProgress.Refuse(key);
        }

        try
        {
            // The first call may have been answered between the look and the claim.
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
            : throw RefusedException.Invalid([$"Idempotency-Key must be given once and have 1 to {LongestKey} characters"]);
    }

    private static async Task AnswerFirstAsync(Guid id, HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        var wire = response.Body;
        using var body = new MemoryStream();
        response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = wire;
        }

        // Kept before it is sent: an answer that is lost on the way can be had again.
        if (response.StatusCode is >= StatusCodes.Status200OK and < StatusCodes.Status300MultipleChoices)
        {
            Keep(context.Call(), now => new KeptAnswer(id, context.Call().RequestId, now, response.StatusCode, response.ContentType, body.ToArray()));
        }

        await WriteAsync(wire, body.GetBuffer().AsMemory(0, (int)body.Length), context);
    }

    // To write nothing would make an answer without a body one with an empty one.
    private static ValueTask WriteAsync(Stream wire, ReadOnlyMemory<byte> body, HttpContext context) =>
        body.IsEmpty ? ValueTask.CompletedTask : wire.WriteAsync(body, context.RequestAborted);

    // If the world was begun anew meanwhile, what the answer tells of is gone.
    private static void Keep(Call call, Func<DateTimeOffset, KeptAnswer> answer) => call.World?.InTurn(() =>
    {
        if (call.EpochNumber == call.World.EpochNumber)
        {
            call.World.KeptAnswers.Keep(answer(call.World.Clock.Now));
        }

        return call;
    });

    private async Task<bool> TryReplayAsync(Guid id, HttpContext context)
    {
        if (WorldTable.Use(answers.Find(id)) is not { } world || world.KeptAnswers.Find(id) is not { } kept)
        {
            return false;
        }

        context.Call().OriginalRequestId = kept.RequestId;
        context.Call().Enter(world);
        context.Response.StatusCode = kept.StatusCode;
        context.Response.ContentType = kept.ContentType;
        context.Response.Headers[OriginalHeader] = kept.RequestId;
        await WriteAsync(context.Response.Body, kept.Body, context);

        return true;
    }
}

/// <summary>Registers idempotency.</summary>
internal static class IdempotencyServices
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services)
    {
        services.AddSettings<IdempotencyOptions>("Idempotency");

        services.AddSingleton<AnswerIndex>();
        services.AddWorldPart(new WorldPartType<KeptAnswers, IReadOnlyList<KeptAnswer>>
        {
            Name = "answers",
            IsRequired = true,
            Unused = _ => [],
            Check = AnswersCheck.Check,
            Create = (world, provider) => new KeptAnswers(
                world,
                provider.GetRequiredService<IOptions<IdempotencyOptions>>().Value,
                provider.GetRequiredService<AnswerIndex>(),
                provider.GetRequiredService<ILogger<World>>()),
        });

        return services.AddSingleton<IdempotentCalls>();
    }

    /// <summary>Lets calls with idempotency keys be made again without being done again.</summary>
    public static void UseIdempotency(this IApplicationBuilder app)
    {
        var calls = app.ApplicationServices.GetRequiredService<IdempotentCalls>();
        app.Use((context, next) => calls.AnswerAsync(context, next));
    }
}
