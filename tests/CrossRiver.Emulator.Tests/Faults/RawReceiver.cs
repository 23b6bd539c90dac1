using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace CrossRiver.Emulator.Faults;

/// <summary>A receiver that is a plain socket: it keeps every byte that comes and how each connection ended, and answers 200 to whole requests.</summary>
public sealed class RawReceiver : IAsyncDisposable
{
    private static readonly byte[] Taken = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<RawRequest> _arrived = Channel.CreateUnbounded<RawRequest>();
    private readonly CancellationTokenSource _stopping = new();

    public RawReceiver()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hooks");

    /// <summary>Waits for the next connection to be over; fails after ten seconds.</summary>
    public async Task<RawRequest> NextAsync() =>
        await _arrived.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            _ = ReadAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
        }
    }

    private async Task ReadAsync(TcpClient client)
    {
        using var connection = client;
        var stream = client.GetStream();
        var came = new StringBuilder();
        var pieces = 0;
        var buffer = new byte[1 << 16];
        try
        {
            while (!IsWhole(came.ToString()))
            {
                var length = await stream.ReadAsync(buffer, _stopping.Token);
                if (length == 0)
                {
                    break;
                }

                pieces++;
                came.Append(Encoding.Latin1.GetString(buffer, 0, length));
            }

            await stream.WriteAsync(Taken, _stopping.Token);
            _arrived.Writer.TryWrite(new RawRequest(came.ToString(), pieces, WasReset: false));
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            _arrived.Writer.TryWrite(new RawRequest(came.ToString(), pieces, WasReset: true));
        }
    }

    private static bool IsWhole(string came) => new RawRequest(came, 0, WasReset: false) is { HasHead: true } request && request.Body.Length >= request.ContentLength;
}

/// <summary>What came in one connection.</summary>
/// <param name="Text">Every byte, as a letter.</param>
/// <param name="Pieces">In how many pieces it came.</param>
/// <param name="WasReset">Whether the connection ended by a reset.</param>
public sealed record RawRequest(string Text, int Pieces, bool WasReset)
{
    private const string EndOfHead = "\r\n\r\n";

    public bool HasHead => Text.Contains(EndOfHead, StringComparison.Ordinal);

    public string Body => Text[(Text.IndexOf(EndOfHead, StringComparison.Ordinal) + EndOfHead.Length)..];

    public int ContentLength => int.Parse(Header("Content-Length") ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A header's value, or <see langword="null"/>.</summary>
    public string? Header(string name) => Text.Split(EndOfHead)[0].Split("\r\n")
        .FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
