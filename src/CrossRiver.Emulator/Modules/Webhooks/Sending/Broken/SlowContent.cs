using System.Net;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

/// <summary>A body that is sent slowly, in ten parts a second.</summary>
/// <param name="bytesPerSecond">The rate, in real time.</param>
internal sealed class SlowContent(byte[] body, int bytesPerSecond) : HttpContent
{
    private const int PiecesPerSecond = 10;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var piece = Math.Max(1, bytesPerSecond / PiecesPerSecond);
        for (var sent = 0; sent < body.Length; sent += piece)
        {
            var length = Math.Min(piece, body.Length - sent);
            await stream.WriteAsync(body.AsMemory(sent, length), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds((double)length / bytesPerSecond), cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
