using System.Text;

namespace CrossRiver.Emulator.Kernel.Snapshots;

public sealed class StateChecksumTests : IDisposable
{
    private const string Text = """{"checksum":"0000000000000000000000000000000000000000000000000000000000000000","format":1,"calls":7}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("checksum");

    private string Path => System.IO.Path.Combine(_folder.FullName, "state.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Whichever_bit_has_changed_behind_the_head_the_file_is_not_as_its_checksum_says()
    {
        var whole = await SealedAsync();
        Assert.True(await CheckAsync(whole));

        for (var bit = "{\"checksum\":\"".Length * 8; bit < whole.Length * 8; bit++)
        {
            var flipped = whole.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            await Assert.ThrowsAsync<InvalidDataException>(() => CheckAsync(flipped));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"format":1,"calls":7}""")]
    public async Task A_file_without_a_checksum_has_none_to_be_compared_with(string text) => Assert.False(await CheckAsync(Encoding.UTF8.GetBytes(text)));

    private async Task<byte[]> SealedAsync()
    {
        await File.WriteAllTextAsync(Path, Text, TestContext.Current.CancellationToken);
        await using (var file = File.Open(Path, FileMode.Open, FileAccess.ReadWrite))
        {
            await StateChecksum.SealAsync(file);
        }

        return await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken);
    }

    private async Task<bool> CheckAsync(byte[] bytes)
    {
        await File.WriteAllBytesAsync(Path, bytes, TestContext.Current.CancellationToken);
        await using var file = File.OpenRead(Path);
        return await StateChecksum.CheckAsync(file, TestContext.Current.CancellationToken);
    }
}
