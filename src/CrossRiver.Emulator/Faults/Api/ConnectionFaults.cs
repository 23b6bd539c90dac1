using System.Net.Sockets;
using CrossRiver.Emulator.Platform.Calls;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Delays answers, and ends connections without an answer.</summary>
internal sealed class ConnectionFaults(TimeProvider machine, IHostApplicationLifetime lifetime)
{
    /// <summary>The longest delay of a call, whatever its rule says.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // The status in the journal of a call without an answer.
    private const int NoAnswer = 444;

    /// <summary>Waits on the machine's time, until the caller disconnects or the emulator stops.</summary>
    public async Task WaitAsync(TimeSpan span, HttpContext context)
    {
        if (span <= TimeSpan.Zero)
        {
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await Task.Delay(span < Longest ? span : Longest, machine, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Sends no answer, and ends the connection when the caller disconnects, the emulator stops or the longest delay is over.</summary>
    public async Task HangAsync(HttpContext context)
    {
        await WaitAsync(Longest, context);
        GiveUp(context);
    }

    /// <summary>Ends the connection in the ordinary way, with a FIN, before the first byte of an answer.</summary>
    public static void Close(HttpContext context)
    {
        Enter(context);
        SocketOf(context)?.Shutdown(SocketShutdown.Both);
        context.Abort();
    }

    /// <summary>Resets the connection, with a RST, before the first byte of an answer.</summary>
    public static void Reset(HttpContext context)
    {
        // With a linger of zero, the system resets the connection as soon as the server closes the socket, in GiveUp.
        SocketOf(context)?.LingerState = new LingerOption(enable: true, seconds: 0);
        GiveUp(context);
    }

    /// <summary>Resets the connection after half of an answer's body.</summary>
    public static async Task ResetMidBodyAsync(DeferredResponse answer, HttpContext context)
    {
        answer = answer.Refusal is null ? answer : DeferredResponse.OfFault(context);
        if (answer.Body.IsEmpty)
        {
            // Without a body the head would be a complete answer.
            Reset(context);
            return;
        }

        var half = answer.Body[..(answer.Body.Length / 2)];
        if (SocketOf(context) is { } socket && !context.Request.IsHttps && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            // Because a reset discards the buffers of the server, the socket sends the bytes directly.
            await socket.SendAsync(HeadOf(answer, context), SocketFlags.None, context.RequestAborted);
            await socket.SendAsync(half, SocketFlags.None, context.RequestAborted);
        }
        else
        {
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(half, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        Reset(context);
    }

    private static byte[] HeadOf(DeferredResponse answer, HttpContext context)
    {
        var response = context.Response;
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}\r\n"));
        response.ContentLength = answer.Body.Length;
        response.Headers["request-id"] = context.Call().RequestId;
        foreach (var (name, values) in response.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {values}\r\n");
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    private static void GiveUp(HttpContext context)
    {
        Enter(context);
        context.Abort();
    }

    // The entry is in the journal before the caller notices the end.
    private static void Enter(HttpContext context)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.StatusCode = NoAnswer;
        }

        // A status page would write a body.
        context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;

        context.Call().Complete();
    }

    private static Socket? SocketOf(HttpContext context) => context.Features.Get<IConnectionSocketFeature>()?.Socket;
}
