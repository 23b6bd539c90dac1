using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.IO.Pipelines;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Settings;
using Microsoft.AspNetCore.Connections;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>Reads the bytes of a request body, up to a limit.</summary>
internal static class BodyBytes
{
    /// <summary>The most bytes that a body may have.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>The number of bytes after which Kestrel itself stops reading.</summary>
    /// <remarks>It is above <see cref="Largest"/>, so that a body a little too large is refused with an answer and not with a closed connection.</remarks>
    public const int LargestThatIsAnswered = 16 * Largest;

    private const int UsualSize = 2048;

    /// <summary>Returns the bytes of a body. The first call reads them from the connection.</summary>
    /// <exception cref="ApiException">The body is too large (413) or does not end (408).</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var call = context.Call();
        try
        {
            call.Body ??= await ReadFromWireAsync(context);
        }
        catch (Exception exception) when (exception is ConnectionResetException or ConnectionAbortedException)
        {
            // The caller or a fault has closed the connection. That is no defect, and there is no rest to wait for.
            context.Abort();
            throw new BadHttpRequestException(exception.Message, StatusCodes.Status499ClientClosedRequest, exception);
        }

        return call.Body.Value;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadFromWireAsync(HttpContext context)
    {
        var wire = context.Request.BodyReader;
        if (wire.TryRead(out var whole))
        {
            // Nearly every body arrives together with its head.
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

        // A caller can announce any length, so that alone must not make the emulator take memory for it.
        var body = new byte[Math.Clamp(context.Request.ContentLength ?? UsualSize, 0, UsualSize)];
        var length = 0;
        for (var read = await wire.ReadAsync(); ; read = await wire.ReadAsync())
        {
            var longer = length + read.Buffer.Length;
            if (read.IsCanceled || longer > Largest)
            {
                wire.AdvanceTo(read.Buffer.End);
                throw longer > Largest ? ErrorCatalog.TooLarge.ToException() : ErrorCatalog.TooSlow.ToException();
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
}

/// <summary>Limits on request bodies: settings of the section <c>Emulator:Limits</c>, checked at the start.</summary>
internal sealed class BodyOptions
{
    /// <summary>The time in which the body of a call must arrive; a slower call is answered 408.</summary>
    /// <value>1 second to 10 minutes, in real time. The default is 30 seconds.</value>
    /// <remarks>The bank answers 408; its time is not public.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Registers the settings of bodies.</summary>
internal static class BodyServices
{
    public static IServiceCollection AddBodies(this IServiceCollection services) => services.AddSettingsTo<BodyOptions>("Limits");
}
