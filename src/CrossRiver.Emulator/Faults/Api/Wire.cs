using System.Net.Sockets;
using CrossRiver.Emulator.Platform.Calls;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>What becomes of a connection: answers that come late or never, and ends that nobody expects.</summary>
internal sealed class Wire(TimeProvider machine, IHostApplicationLifetime lifetime)
{
    /// <summary>How long a call is kept waiting at the most, whatever a rule says.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // What the journal has for the status of a call that was given no answer.
    private const int NoAnswer = 444;

    /// <summary>Lets a call wait, on the machine's time; not for a caller who has left, nor when the emulator stops.</summary>
    public async Task WaitAsync(TimeSpan span, HttpContext context)
    {
        if (span <= TimeSpan.Zero)
        {
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await Task.Delay(span < Longest ? span : Longest, machine, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The answer, if anybody wants it, leaves at once.
        }
    }

    /// <summary>Gives no answer until the caller leaves, the emulator stops or the longest time is over; then the connection ends.</summary>
    public async Task HangAsync(HttpContext context)
    {
        await WaitAsync(Longest, context);
        GiveUp(context);
    }

    /// <summary>Ends the connection as if all were said, before a byte of an answer: a FIN.</summary>
    public static void Close(HttpContext context)
    {
        Enter(context);
        SocketOf(context)?.Shutdown(SocketShutdown.Both);
        context.Abort();
    }

    /// <summary>Ends the connection by force, before a byte of an answer: a RST.</summary>
    public static void Reset(HttpContext context)
    {
        Break(context);
        GiveUp(context);
    }

    /// <summary>Ends the connection by force when half of an answer's body has left.</summary>
    public static async Task ResetMidBodyAsync(HeldAnswer answer, HttpContext context)
    {
        answer = answer.Refusal is null ? answer : HeldAnswer.OfFault(context);
        if (answer.Body.IsEmpty)
        {
            // Its head alone would be the whole of it.
            Reset(context);
            return;
        }

        var half = answer.Body[..(answer.Body.Length / 2)];
        if (SocketOf(context) is { } socket && !context.Request.IsHttps && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            // By the socket itself: what the server has in its own buffers would be lost with the connection.
            await socket.SendAsync(HeadOf(answer, context), SocketFlags.None, context.RequestAborted);
            await socket.SendAsync(half, SocketFlags.None, context.RequestAborted);
        }
        else
        {
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(half, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        Break(context);
        GiveUp(context);
    }

    private static byte[] HeadOf(HeldAnswer answer, HttpContext context)
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

    // With a linger of zero the system says that the connection is broken, and forgets it. The server closes the socket when it gives up.
    private static void Break(HttpContext context)
    {
        if (SocketOf(context) is { } socket)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
    }

    private static void GiveUp(HttpContext context)
    {
        Enter(context);
        context.Abort();
    }

    // The journal has it before the caller sees it.
    private static void Enter(HttpContext context)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.StatusCode = NoAnswer;
        }

        // Nobody is there for a body, either.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        context.Call().Complete();
    }

    private static Socket? SocketOf(HttpContext context) => context.Features.Get<IConnectionSocketFeature>()?.Socket;
}
