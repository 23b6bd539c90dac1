using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Calls;

/// <summary>Gives every answer its <c>request-id</c> and enters every call of the bank's API in a journal.</summary>
/// <remarks>Source of the header: the bank's page on idempotency (contract: platform 5).</remarks>
internal static class CallRecording
{
    private const string RequestIdHeader = "request-id";

    public static void UseCallRecording(this IApplicationBuilder app)
    {
        var worlds = app.ApplicationServices.GetRequiredService<WorldDirectory>();
        var tracing = app.ApplicationServices.GetRequiredService<Tracing>();
        app.Use((context, next) => RecordAsync(context, next, worlds, tracing));
    }

    /// <summary>The call that this request is.</summary>
    public static Call Call(this HttpContext context) => context.Features.Get<Call>()!;

    /// <summary>Whether the request is none of the bank's but one of ours.</summary>
    public static bool IsControlCall(this HttpContext context) => context.Request.Path.StartsWithSegments("/_emulator", StringComparison.OrdinalIgnoreCase);

    private static async Task RecordAsync(HttpContext context, RequestDelegate next, WorldDirectory worlds, Tracing tracing)
    {
        var call = new Call(worlds.NextRequestId(), context.Request.Method, context.Request.Path.Value ?? "/")
        {
            Origin = tracing.OriginOf(context),
        };
        context.Features.Set(call);

        // Only now is too early: the error pages clear what headers there are.
        context.Response.OnStarting(
            static state =>
            {
                var answered = (HttpContext)state;
                answered.Response.Headers[RequestIdHeader] = answered.Call().RequestId;
                TellStory(answered);
                return Task.CompletedTask;
            },
            context);

        try
        {
            await next(context);
        }
        finally
        {
            call.End();
        }

        if (!context.IsControlCall())
        {
            call.Answer(context.Response.StatusCode, worlds);
        }

        if (tracing.SpanOf(context) is { IsAllDataRequested: true } span)
        {
            CallSpan.Describe(span, context, call);
        }
    }

    // Before the answer leaves: whoever has it finds that it counts.
    private static void TellStory(HttpContext context)
    {
        if (context.Call() is not { World: { IsWaitingForCalls: true } world, OriginalRequestId: null } call
            || context.Response.StatusCode is < StatusCodes.Status200OK or >= StatusCodes.Status300MultipleChoices)
        {
            return;
        }

        var customer = context.GetRouteValue("customerId") ?? (context.BankModule() is BankModule.Customers ? context.GetRouteValue("id") : null);
        if (IdText.Parse(customer as string) is { } customerId && CallNames.Of(context) is { } name)
        {
            world.Called(customerId, name, call.EpochNumber);
        }
    }
}
