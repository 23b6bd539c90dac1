using System.Runtime.ExceptionServices;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>The answer to a call that was done, kept back.</summary>
/// <param name="Body">Its body.</param>
/// <param name="Refusal">Why the call was refused instead, or <see langword="null"/>.</param>
internal sealed record HeldAnswer(ReadOnlyMemory<byte> Body, ExceptionDispatchInfo? Refusal)
{
    /// <summary>Lets a call be done and keeps its answer back. A story that waits for the call goes on now.</summary>
    public static async Task<HeldAnswer> OfAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        var wire = response.Body;
        using var body = new MemoryStream();
        var refusal = default(ExceptionDispatchInfo);
        response.Body = body;
        try
        {
            await next(context);
        }
        catch (Exception exception) when (RefusedException.Of(exception) is not null)
        {
            refusal = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            response.Body = wire;
        }

        if (refusal is null)
        {
            CallRecording.TellStory(context);
        }

        return new HeldAnswer(body.ToArray(), refusal);
    }

    /// <summary>What is answered where a call was not done.</summary>
    public static HeldAnswer OfFault(HttpContext context)
    {
        const int status = StatusCodes.Status500InternalServerError;
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";

        return new HeldAnswer(JsonSerializer.SerializeToUtf8Bytes(FaultStatus.ErrorOf(status).BodyOf([FaultStatus.MessageOf(status)]), WireJson.Options), Refusal: null);
    }

    /// <summary>Lets the answer leave.</summary>
    public async Task ReleaseAsync(HttpContext context)
    {
        Refusal?.Throw();

        // To write nothing would make an answer without a body one with an empty one.
        if (!Body.IsEmpty)
        {
            await context.Response.Body.WriteAsync(Body, context.RequestAborted);
        }
    }
}
