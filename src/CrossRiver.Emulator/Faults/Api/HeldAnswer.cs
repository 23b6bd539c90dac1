using System.Runtime.ExceptionServices;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Represents the buffered answer to a call.</summary>
/// <param name="Refusal">The exception that refused the call, or null.</param>
internal sealed record HeldAnswer(ReadOnlyMemory<byte> Body, ExceptionDispatchInfo? Refusal)
{
    /// <summary>Runs the handler of a call and buffers its answer. A story that waits for the call continues now.</summary>
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

    /// <summary>Returns the answer to a call whose handler did not run.</summary>
    public static HeldAnswer OfFault(HttpContext context)
    {
        const int status = StatusCodes.Status500InternalServerError;
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";

        return new HeldAnswer(JsonSerializer.SerializeToUtf8Bytes(FaultStatus.ErrorOf(status).BodyOf([FaultStatus.MessageOf(status)]), WireJson.Options), Refusal: null);
    }

    /// <summary>Sends the answer, or throws the exception that refused the call.</summary>
    public async Task ReleaseAsync(HttpContext context)
    {
        Refusal?.Throw();

        // Because even an empty write gives the answer a body, an empty body is not written.
        if (!Body.IsEmpty)
        {
            await context.Response.Body.WriteAsync(Body, context.RequestAborted);
        }
    }
}
