namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>Keeps the body of an answer back, to store, change or drop it before it is sent.</summary>
internal static class BufferedResponse
{
    /// <summary>Lets a call be answered, and returns the body of the answer instead of sending it.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, RequestDelegate next)
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

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>Sends the body of an answer. An empty one is not written, because that would give an answer without a body an empty body.</summary>
    public static ValueTask SendAsync(ReadOnlyMemory<byte> body, HttpContext context) =>
        body.IsEmpty ? ValueTask.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted);
}
