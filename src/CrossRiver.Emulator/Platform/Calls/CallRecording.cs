using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Diagnostics;

namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>Gives every answer its <c>request-id</c> and enters every call of the bank's API in a journal.</summary>
/// <remarks>Source of the header: the bank's page on idempotency.</remarks>
internal static class CallRecording
{
    public static void UseCallRecording(this IApplicationBuilder app)
    {
        var worlds = app.ApplicationServices.GetRequiredService<WorldDirectory>();
        var tracing = app.ApplicationServices.GetRequiredService<Tracing>();
        var machine = app.ApplicationServices.GetRequiredService<TimeProvider>();
        app.Use((context, next) => RecordAsync(context, next, worlds, tracing, machine));
    }

    /// <summary>Returns the call that a request makes.</summary>
    public static Call Call(this HttpContext context) => context.Features.Get<Call>()!;

    /// <summary>Returns whether the request is for a control route of the emulator and not for the bank's API.</summary>
    public static bool IsControlCall(this HttpContext context) => context.Request.Path.StartsWithSegments(ControlRoutes.Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the endpoint of a call, also after a refusal.</summary>
    /// <remarks>A refusal is an exception to the framework, whose handler removes the endpoint from the request.</remarks>
    public static Endpoint? EndpointOf(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();

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

        // Set any earlier, the header would be lost: the error pages clear all headers.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[CallHeaders.RequestId] = call.RequestId;
            NotifyStory(context);
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

    // Called before the answer is sent or the connection ends, so that a caller that sees either finds the whole call in the journal.
    private static void Complete(HttpContext context, Call call, WorldDirectory worlds, TimeProvider machine)
    {
        if (!call.IsAnswered && !context.IsControlCall())
        {
            call.Answer(OutcomeOf(context, machine.GetElapsedTime(call.ArrivedAt)), worlds);
        }
    }

    /// <summary>Notifies the story that waits for the call, if the call has succeeded.</summary>
    /// <remarks>This is done before the answer is sent, so that a client can rely on it. A fault that suppresses the answer calls this itself.</remarks>
    public static void NotifyStory(HttpContext context)
    {
        if (context.Call() is not { World: { } world, OriginalRequestId: null, IsTold: false } call
            || world.FindPart<ICallListener>() is not { IsWaiting: true } listener
            || context.Response.StatusCode is < StatusCodes.Status200OK or >= StatusCodes.Status300MultipleChoices)
        {
            return;
        }

        call.IsTold = true;
        if (context.GetEndpoint()?.Operation() is { } operation && CallResolver.FindSubject(call, context.GetEndpoint(), context.Request.RouteValues) is { } customerId)
        {
            Notify(listener, world, call, customerId, operation.Name);
        }
    }

    // A method apart, because its closure would otherwise be allocated for every call.
    private static void Notify(ICallListener listener, World world, Call call, Guid customerId, string operation) =>
        world.RunLocked(() => call.EpochNumber == world.EpochNumber && listener.Called(customerId, operation));

    private static CallOutcome OutcomeOf(HttpContext context, TimeSpan duration)
    {
        var endpoint = EndpointOf(context);
        var values = context.Features.Get<IExceptionHandlerFeature>()?.RouteValues ?? context.Request.RouteValues;
        return new CallOutcome(context.Response.StatusCode, duration)
        {
            Operation = endpoint?.Metadata.GetMetadata<BankEndpoint>() is null ? null : endpoint.Operation()?.Name,
            CustomerId = CallResolver.FindSubject(context.Call(), endpoint, values),
        };
    }
}

/// <summary>A part of a world that waits for calls.</summary>
internal interface ICallListener : IWorldPart
{
    /// <summary>Gets whether the part may wait for a call. Thread-safe.</summary>
    bool IsWaiting { get; }

    /// <summary>Continues after a call that has succeeded, and returns whether the part waited for it. Call only while holding the world lock.</summary>
    /// <param name="resourceId">The subject whose story the call is part of.</param>
    /// <param name="operation">The call's operation, for example <c>customers.get</c>.</param>
    bool Called(Guid resourceId, string operation);
}

/// <summary>Contains headers that several parts of the emulator read or write.</summary>
internal static class CallHeaders
{
    /// <summary>The header with the key by which a call can be repeated without being done again.</summary>
    public const string IdempotencyKey = "idempotency-key";

    /// <summary>The header with the identifier that each answer gets.</summary>
    public const string RequestId = "request-id";
}
