using System.Buffers;
using System.IO.Pipelines;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.AspNetCore.Connections;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>Reads the bytes of a request body, up to a limit.</summary>
internal static class BodyBytes
{
    /// <summary>The most bytes a body may have.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>
    /// Where Kestrel itself stops reading. It is above <see cref="Largest"/>, so that a body that is a little too large is
    /// refused with an answer and not with a closed connection.
    /// </summary>
    public const int LargestThatIsAnswered = 16 * Largest;

    private const int UsualSize = 2048;

    /// <summary>Reads a body, or has it at hand if it was read before.</summary>
    /// <exception cref="RefusedException">The body is too large (413) or does not end (408).</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var call = context.Call();
        call.Body ??= await ReadFromWireAsync(context);

        return call.Body.Value;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadFromWireAsync(HttpContext context)
    {
        var wire = context.Request.BodyReader;
        if (TryRead(wire, context, out var whole))
        {
            // Nearly every body comes with its head.
            if (whole.IsCompleted && whole.Buffer.Length <= Largest)
            {
                var bytes = whole.Buffer.ToArray();
                wire.AdvanceTo(whole.Buffer.End);
                return bytes;
            }

            wire.AdvanceTo(whole.Buffer.Start);
        }

        var limit = context.RequestServices.GetRequiredService<IOptions<BodyOptions>>().Value.BodyTimeout;
        var machine = context.RequestServices.GetRequiredService<TimeProvider>();
        await using var timer = machine.CreateTimer(static reader => ((PipeReader)reader!).CancelPendingRead(), wire, limit, Timeout.InfiniteTimeSpan);

        // What a caller says of its length is no reason to take memory for it.
        var body = new byte[Math.Clamp(context.Request.ContentLength ?? UsualSize, 0, UsualSize)];
        var length = 0;
        for (var read = await ReadAsync(wire, context); ; read = await ReadAsync(wire, context))
        {
            var longer = length + read.Buffer.Length;
            if (read.IsCanceled || longer > Largest)
            {
                wire.AdvanceTo(read.Buffer.End);
                throw longer > Largest ? ErrorCatalog.TooLarge.Refuse() : ErrorCatalog.TooSlow.Refuse();
            }

            if (longer > body.Length)
            {
                Array.Resize(ref body, (int)Math.Min(Math.Max(longer, body.Length * 2), Largest));
            }

            read.Buffer.CopyTo(body.AsSpan(length));
            length = (int)longer;
            wire.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return body.AsMemory(0, length);
            }
        }
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader wire, HttpContext context)
    {
        try
        {
            return await wire.ReadAsync();
        }
        catch (Exception exception) when (IsGone(exception))
        {
            throw GiveUp(context, exception);
        }
    }

    private static bool TryRead(PipeReader wire, HttpContext context, out ReadResult read)
    {
        try
        {
            return wire.TryRead(out read);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            throw GiveUp(context, exception);
        }
    }

    private static bool IsGone(Exception exception) => exception is ConnectionResetException or ConnectionAbortedException;

    // The caller is gone, or its connection was cut on purpose: nobody's fault here, and there is no rest to wait for.
    private static BadHttpRequestException GiveUp(HttpContext context, Exception exception)
    {
        context.Abort();
        return new BadHttpRequestException(exception.Message, StatusCodes.Status499ClientClosedRequest, exception);
    }
}
