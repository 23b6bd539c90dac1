using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Cli.Transcripts;

/// <summary>The file of differences that a person has accepted.</summary>
public sealed class AcceptTests : IDisposable
{
    private readonly Recording _recording = new Recording().Change(6, "\"riskRating\":\"Low\"", "\"riskRating\":\"High\"").Change(12, "1000", "1001");

    public void Dispose() => _recording.Dispose();

    [Fact]
    public async Task Accepted_differences_are_passed_over_and_counted()
    {
        Assert.Equal(ExitCode.Done, (await _recording.CompareAsync("--accept")).ExitCode);

        var (exitCode, output) = await _recording.CompareAsync();

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.StartsWith("11 calls compared, 0 differences, 3 accepted\n", output, StringComparison.Ordinal);
        Assert.Contains("warning: 3 accepted differences without a reason", output, StringComparison.Ordinal);
        Assert.DoesNotContain("no longer found", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reasons_stay_and_a_difference_that_is_gone_is_listed()
    {
        await _recording.CompareAsync("--accept");
        var file = JsonNode.Parse(await File.ReadAllTextAsync(_recording.Accepted, TestContext.Current.CancellationToken))!;
        foreach (var entry in file["accepted"]!.AsArray())
        {
            Assert.Equal("", (string)entry!["reason"]!);
            entry["reason"] = "asked the bank";
        }

        await File.WriteAllTextAsync(_recording.Accepted, file.ToJsonString(), TestContext.Current.CancellationToken);
        _recording.Change(6, "\"riskRating\":\"High\"", "\"riskRating\":\"Low\"").Change(6, "\"regO\":false", "\"regO\":true");
        _recording.Write(_recording.ToString());

        var (exitCode, output) = await _recording.CompareAsync();
        await _recording.CompareAsync("--accept");

        Assert.Equal(ExitCode.CannotDo, exitCode);
        Assert.Contains("no longer found: GET /core/v1/cm/customers/{id}  value  $.profile.riskRating", output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);
        var reasons = JsonNode.Parse(await File.ReadAllTextAsync(_recording.Accepted, TestContext.Current.CancellationToken))!["accepted"]!.AsArray().Select(entry => (string)entry!["reason"]!);
        Assert.Equal(["asked the bank", "asked the bank", "asked the bank", ""], reasons);
    }

    [Fact]
    public async Task The_file_can_be_another()
    {
        var path = Path.Combine(Path.GetDirectoryName(_recording.Path)!, "other.json");

        await _recording.CompareAsync("--accept", "--suppressions", path);

        Assert.True(File.Exists(path));
        Assert.False(File.Exists(_recording.Accepted));
        Assert.Equal(ExitCode.Done, (await _recording.CompareAsync("--suppressions", path)).ExitCode);
        Assert.Equal(ExitCode.CannotDo, (await _recording.CompareAsync()).ExitCode);
    }

    [Theory]
    [InlineData("{", "this is no list of accepted differences; write it by --accept")]
    [InlineData("""{"accepted":[{"kind":"nonsense"}]}""", "this is no list of accepted differences; write it by --accept")]
    public async Task A_broken_file_is_refused(string text, string message)
    {
        await File.WriteAllTextAsync(_recording.Accepted, text, TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<CommandException>(() => _recording.CompareAsync());

        Assert.Equal(ExitCode.WrongUsage, exception.ExitCode);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
