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
        var body = default(ReadOnlyMemory<byte>);
        try
        {
            body = await BufferedResponse.ReadAsync(context, next);
        }
        catch (Exception exception) when (RefusedException.Of(exception) is not null)
        {
            return new HeldAnswer(body, ExceptionDispatchInfo.Capture(exception));
        }

        CallRecording.TellStory(context);

        return new HeldAnswer(body, Refusal: null);
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
    public ValueTask ReleaseAsync(HttpContext context)
    {
        Refusal?.Throw();

        return BufferedResponse.SendAsync(Body, context);
    }
}
