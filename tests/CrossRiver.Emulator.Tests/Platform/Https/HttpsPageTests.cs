using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>The ways to trust the certificate on docs/https.md work as pasted, with the program as a process of its own.</summary>
[Trait("lane", "slow")]
public sealed partial class HttpsPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RunningProgram.Repository, "docs/https.md"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");

    [Theory]
    [InlineData("curl -s --cacert")]
    [InlineData("node -e")]
    public async Task A_client_that_is_not_ours_trusts_it(string command)
    {
        await RequireAsync("curl");
        await RequireAsync(command.Split(' ')[0]);
        await using var program = RunningProgram.Start(
            "CrossRiver.Emulator",
            _folder.FullName,
            ["--https", "--urls", "http://127.0.0.1:0", "--Emulator:Https:Port=0"]);
        var http = await program.UrlAsync();
        var https = HttpsUrl().Match(program.Output).Groups["port"].Value;
        var lines = Page.Split('\n').Where(line => line.Contains(" -o emulator.pem", StringComparison.Ordinal) || line.Contains(command, StringComparison.Ordinal));
        var script = string.Join('\n', lines)
            .Replace("http://localhost:5080", http.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace("https://localhost:5443", $"https://localhost:{https}", StringComparison.Ordinal);

        await using var bash = RunningProgram.StartBash(script, _folder.FullName);

        Assert.True(await bash.ExitAsync() == 0, bash.Output);
        Assert.Equal("""{"status":"ok"}""", bash.Output);
    }

    [Fact]
    public void The_sample_for_dotnet_is_the_code_of_the_tests()
    {
        var code = Page[(Page.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length)..];
        var sample = code[..code.IndexOf("```", StringComparison.Ordinal)].Replace("\"emulator.pem\"", "pemFile", StringComparison.Ordinal);
        var tests = File.ReadAllText(Path.Combine(RunningProgram.Repository, "tests", "CrossRiver.Emulator.Tests", "Platform", "Https", "HttpsClient.cs"));

        Assert.All(sample.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1], line => Assert.Contains(line, tests, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task RequireAsync(string program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for bash.");
        await using var bash = RunningProgram.StartBash($"command -v {program}", RunningProgram.Repository);
        Assert.SkipUnless(await bash.ExitAsync() == 0, $"There is no {program} on this machine.");
    }

    [GeneratedRegex(@"https://127\.0\.0\.1:(?<port>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HttpsUrl();
}
