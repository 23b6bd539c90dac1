using System.Runtime.ExceptionServices;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Represents the answer to a call that is done but not yet answered.</summary>
/// <param name="Refusal">The refusal of the call, or null if it succeeded.</param>
internal sealed record DeferredResponse(ReadOnlyMemory<byte> Body, ExceptionDispatchInfo? Refusal)
{
    /// <summary>Runs a call and keeps its answer. A story that waits for the call continues now.</summary>
    public static async Task<DeferredResponse> OfAsync(HttpContext context, RequestDelegate next)
    {
        var body = default(ReadOnlyMemory<byte>);
        try
        {
            body = await BufferedResponse.ReadAsync(context, next);
        }
        catch (Exception exception) when (ApiException.Of(exception) is not null)
        {
            return new DeferredResponse(body, ExceptionDispatchInfo.Capture(exception));
        }

        CallRecording.NotifyStory(context);

        return new DeferredResponse(body, Refusal: null);
    }

    /// <summary>Returns the answer to a call that was not done.</summary>
    public static DeferredResponse OfFault(HttpContext context)
    {
        const int status = StatusCodes.Status500InternalServerError;
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";

        return new DeferredResponse(JsonSerializer.SerializeToUtf8Bytes(FaultStatus.ErrorOf(status).BodyOf([FaultStatus.MessageOf(status)]), WireJson.Options), Refusal: null);
    }

    /// <summary>Sends the answer, or throws the refusal.</summary>
    public ValueTask ReleaseAsync(HttpContext context)
    {
        Refusal?.Throw();

        return BufferedResponse.SendAsync(Body, context);
    }
}
