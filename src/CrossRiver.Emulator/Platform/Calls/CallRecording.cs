using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Diagnostics;

namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>Gives every answer its <c>request-id</c> and enters every call of the bank's API in a journal.</summary>
/// <remarks>Source of the header: the bank's page on idempotency.</remarks>
internal static class CallRecording
{
    private const string RequestIdHeader = "request-id";

    public static void UseCallRecording(this IApplicationBuilder app)
    {
        var worlds = app.ApplicationServices.GetRequiredService<WorldDirectory>();
        var tracing = app.ApplicationServices.GetRequiredService<Tracing>();
        var machine = app.ApplicationServices.GetRequiredService<TimeProvider>();
        app.Use((context, next) => RecordAsync(context, next, worlds, tracing, machine));
    }

    /// <summary>The call that this request is.</summary>
    public static Call Call(this HttpContext context) => context.Features.Get<Call>()!;

    /// <summary>Whether the request is none of the bank's but one of ours.</summary>
    public static bool IsControlCall(this HttpContext context) => context.Request.Path.StartsWithSegments(ControlRoutes.Prefix, StringComparison.OrdinalIgnoreCase);

    private static async Task RecordAsync(HttpContext context, RequestDelegate next, WorldDirectory worlds, Tracing tracing, TimeProvider machine)
    {
        var call = new Call(worlds.NextRequestId(), context.Request.Method, context.Request.Path.Value ?? "/")
        {
            Origin = tracing.OriginOf(context),
            Query = context.Request.QueryString.Value is { Length: > 0 } query ? query : null,
            UnknownQuery = context.BankEndpoint() is null ? [] : UnknownQuery.Of(context),
            ArrivedAt = machine.GetTimestamp(),
            KeyHash = ShortHash.Of(context.Request.Headers[CallHeaders.IdempotencyKey]),
            TokenHash = ShortHash.Of(context.Request.Headers.Authorization),
        };
        context.Features.Set(call);
        call.Complete = () => Complete(context, call, worlds, machine);

        // Only now is too early: the error pages clear what headers there are.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[RequestIdHeader] = call.RequestId;
            TellStory(context);
            call.Complete();
            return Task.CompletedTask;
        });

        try
        {
            await next(context);
        }
        finally
        {
            call.End();
        }

        call.Complete();
        if (tracing.SpanOf(context) is { IsAllDataRequested: true } span)
        {
            CallSpan.Describe(span, context, call);
        }
    }

    // Before the answer leaves, or the connection ends instead, so that whoever sees that finds the whole call in the journal.
    private static void Complete(HttpContext context, Call call, WorldDirectory worlds, TimeProvider machine)
    {
        if (!call.IsAnswered && !context.IsControlCall())
        {
            call.Answer(OutcomeOf(context, machine.GetElapsedTime(call.ArrivedAt)), worlds);
        }
    }

    /// <summary>
    /// The call was done: a story that waits for it goes on. It is told before the answer leaves, so that whoever has the answer finds that it counts;
    /// where no answer leaves, by whoever keeps it back.
    /// </summary>
    public static void TellStory(HttpContext context)
    {
        if (context.Call() is not { World: { } world, OriginalRequestId: null, IsTold: false } call
            || world.FindPart<ICallListener>() is not { IsWaiting: true } listener
            || context.Response.StatusCode is < StatusCodes.Status200OK or >= StatusCodes.Status300MultipleChoices)
        {
            return;
        }

        call.IsTold = true;
        if (context.GetEndpoint()?.Operation() is { } operation && CustomerOf(context.GetEndpoint(), context.Request.RouteValues) is { } customerId)
        {
            Tell(listener, world, call, customerId, operation.Name);
        }
    }

    private static void Tell(ICallListener listener, World world, Call call, Guid customerId, string operation) =>
        world.InTurn(() => call.EpochNumber == world.EpochNumber && listener.Called(customerId, operation));

    // A refusal is an exception to the framework, and its handler forgets which endpoint it came from.
    private static CallOutcome OutcomeOf(HttpContext context, TimeSpan duration)
    {
        var refused = context.Features.Get<IExceptionHandlerFeature>();
        var endpoint = refused?.Endpoint ?? context.GetEndpoint();
        return new CallOutcome(context.Response.StatusCode, duration)
        {
            Operation = endpoint?.Metadata.GetMetadata<BankEndpoint>() is null ? null : endpoint.Operation()?.Name,
            CustomerId = CustomerOf(endpoint, refused?.RouteValues ?? context.Request.RouteValues),
        };
    }

    private static Guid? CustomerOf(Endpoint? endpoint, RouteValueDictionary values) =>
        endpoint?.Operation() is { About.HasStory: true } ? CallResolver.ResourceOf(endpoint, values) : null;
}
