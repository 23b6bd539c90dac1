using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>A call over a plain socket: every byte that comes back, and how the connection ends.</summary>
/// <param name="Text">What came back.</param>
/// <param name="IsReset">Whether the connection was broken by force (RST), and not ended (FIN).</param>
internal sealed record RawCall(string Text, bool IsReset)
{
    /// <summary>Whether as much of a body came back as its head says; half of an answer, or none, is not whole.</summary>
    public bool IsWhole => Text.Split("\r\n\r\n", 2) is [var head, var body]
        && (head.Contains("Transfer-Encoding: chunked", StringComparison.Ordinal) ? body.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal) : body.Length == LengthIn(head));

    /// <summary>Makes a call on a connection of its own, and reads until that ends.</summary>
    public static async Task<RawCall> MakeAsync(Partner partner, string method, string path, JsonObject? body = null, params IReadOnlyList<string> headers)
    {
        using var socket = await SendAsync(partner, method, path, body, headers);
        return await ReadAsync(new NetworkStream(socket));
    }

    /// <summary>Makes a call of exactly these lines on a connection of its own, and reads until that ends.</summary>
    public static async Task<RawCall> MakeAsync(Uri server, params IReadOnlyList<string> lines)
    {
        using var socket = await ConnectAsync(server);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"{string.Join("\r\n", lines)}\r\n\r\n"), TestContext.Current.CancellationToken);
        return await ReadAsync(new NetworkStream(socket));
    }

    /// <summary>Makes a call over TLS, whatever the certificate, on a connection of its own, and reads until that ends.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "It is not the certificate that is tested.")]
    public static async Task<RawCall> MakeOverTlsAsync(Uri server, string method, string path)
    {
        using var socket = await ConnectAsync(server);
        await using var tls = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host }, TestContext.Current.CancellationToken);
        await tls.WriteAsync(RequestOf(method, path, "", []), TestContext.Current.CancellationToken);

        return await ReadAsync(tls);
    }

    /// <summary>Sends a call on a connection of its own.</summary>
    public static async Task<Socket> SendAsync(Partner partner, string method, string path, JsonObject? body = null, params IReadOnlyList<string> headers)
    {
        var socket = await ConnectAsync(partner.Http.BaseAddress!);
        await socket.SendAsync(RequestOf(method, path, body?.ToJsonString() ?? "", headers), TestContext.Current.CancellationToken);

        return socket;
    }

    private static async Task<Socket> ConnectAsync(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);

        return socket;
    }

    private static byte[] RequestOf(string method, string path, string text, IReadOnlyList<string> headers)
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\n");
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes($"{head}\r\n{text}");
    }

    private static int LengthIn(string head) => int.Parse(head.Split("Content-Length: ")[1].Split("\r\n")[0], CultureInfo.InvariantCulture);

    private static async Task<RawCall> ReadAsync(Stream connection)
    {
        var received = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await connection.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0)
            {
                received.AddRange(buffer.AsSpan(0, count));
            }
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return new RawCall(Encoding.UTF8.GetString([.. received]), IsReset: true);
        }

        return new RawCall(Encoding.UTF8.GetString([.. received]), IsReset: false);
    }
}
