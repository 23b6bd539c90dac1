using System.Net;
using System.Net.Sockets;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

/// <summary>A connection for one call that is reset in the middle of the call's body.</summary>
internal sealed class ResettingLine : IDisposable
{
    // The reset must not overtake the bytes before it.
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(20);

    private Socket? _socket;

    /// <param name="newHandler">Creates the handler of the call, which no other call uses.</param>
    public ResettingLine(Func<SocketsHttpHandler> newHandler, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Socket>> openAsync)
    {
        var handler = newHandler();
        handler.ConnectCallback = async (context, cancellationToken) => new NetworkStream(_socket = await openAsync(context, cancellationToken), ownsSocket: false);
        Http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public HttpClient Http { get; }

    /// <summary>Returns a body of which only the first half is sent.</summary>
    public HttpContent ContentOf(byte[] body) => new HalfContent(body, Reset);

    public void Dispose()
    {
        Http.Dispose();
        _socket?.Dispose();
    }

    // Without lingering, closing a socket is a TCP reset.
    private void Reset()
    {
        _socket!.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    private sealed class HalfContent(byte[] body, Action reset) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(body.AsMemory(0, body.Length / 2), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(HeadStart, cancellationToken);
            reset();
            throw new IOException("the connection was reset on purpose in the middle of the body");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
