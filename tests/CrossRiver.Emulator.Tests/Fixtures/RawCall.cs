using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>A call over a plain socket: every byte that comes back, and how the connection ends.</summary>
/// <param name="Text">What came back.</param>
/// <param name="IsReset">Whether the connection was broken by force (RST), and not ended (FIN).</param>
internal sealed record RawCall(string Text, bool IsReset)
{
    /// <summary>Makes a call on a connection of its own, and reads until that ends.</summary>
    public static async Task<RawCall> MakeAsync(Partner partner, string method, string path, JsonObject? body = null, params IReadOnlyList<string> headers)
    {
        using var socket = await SendAsync(partner, method, path, body, headers);
        var received = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)) > 0)
            {
                received.AddRange(buffer.AsSpan(0, count));
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset)
        {
            return new RawCall(Encoding.UTF8.GetString([.. received]), IsReset: true);
        }

        return new RawCall(Encoding.UTF8.GetString([.. received]), IsReset: false);
    }

    /// <summary>Sends a call on a connection of its own.</summary>
    public static async Task<Socket> SendAsync(Partner partner, string method, string path, JsonObject? body = null, params IReadOnlyList<string> headers)
    {
        var text = body?.ToJsonString() ?? "";
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\n");
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(partner.Http.BaseAddress!.Host, partner.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.UTF8.GetBytes($"{head}\r\n{text}"), TestContext.Current.CancellationToken);

        return socket;
    }
}
