namespace CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

/// <summary>The body of a slow connection, piece by piece.</summary>
public sealed class SlowContentTests
{
    [Fact]
    public async Task A_body_leaves_in_pieces_of_a_tenth_of_a_second()
    {
        using var content = new SlowContent([1, 2, 3, 4, 5, 6], bytesPerSecond: 50);
        var sent = new Pieces();
        var began = TimeProvider.System.GetTimestamp();

        await content.CopyToAsync(sent, TestContext.Current.CancellationToken);

        Assert.Equal(["1 2 3 4 5", "flush", "6", "flush"], sent.All);
        Assert.True(TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMilliseconds(90));
        Assert.Equal(6, content.Headers.ContentLength);
    }

    private sealed class Pieces : MemoryStream
    {
        public List<string> All { get; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            All.Add(string.Join(' ', buffer.ToArray()));
            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            All.Add("flush");
            return Task.CompletedTask;
        }
    }
}
