using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Samples;

/// <summary>The README's tutorial works as pasted, with the programs as processes of their own.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(RunningProgram.Repository, "README.md"));

    [Fact]
    public async Task The_tutorial_works_as_pasted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The README's lines are for bash.");
        await using var emulator = RunningProgram.Start("CrossRiver.Emulator", RunningProgram.Repository, "--urls", "http://127.0.0.1:0");
        await using var listener = RunningProgram.Start("WebhookListener", RunningProgram.Repository, "--urls", "http://127.0.0.1:0");
        var lines = Tutorial()
            .Replace("http://localhost:5080", (await emulator.UrlAsync()).GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace("http://localhost:9000", (await listener.UrlAsync()).GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);

        await using var bash = RunningProgram.StartBash(lines, RunningProgram.Repository);
        Assert.True(await bash.ExitAsync() == 0, bash.Output);

        var printed = bash.Output.Split('\n');
        Assert.Equal(3, printed.Count(line => line.Contains("\"status\":\"Active\",\"type\":\"Push\"", StringComparison.Ordinal)));
        var created = JsonNode.Parse(printed[3])!.AsObject();
        var id = (string)created["id"]!;
        Assert.Equal("Pending", (string)created["ofac"]!);
        Assert.Equal(
            [
                $"Core.Customer.Onboarded core/v1/cm/customers/{id}",
                $"Core.Customer.PepScan.Changed core/v1/cm/customers/{id}",
                $"Core.Customer.Ofac.Changed core/v1/cm/customers/{id}",
            ],
            printed[4..7]);
        var scanned = JsonNode.Parse(printed[7])!.AsObject();
        Assert.Equal(("Clear", "Clear"), ((string)scanned["ofac"]!, (string)scanned["pepScan"]!));
        Assert.Equal("123 Any St", (string)JsonNode.Parse(printed[8])!["street1"]!);
        Assert.Equal("2015552345", (string)JsonNode.Parse(printed[9])!["phoneNumber"]!);
        Assert.NotEmpty(JsonNode.Parse(printed[10])!["entries"]!.AsArray());
    }

    [Fact]
    public async Task The_tokens_are_given_and_asked_for_as_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The README's lines are for bash.");
        var blocks = BlocksOf("## Tokens");
        var strict = blocks[1].Replace("\\\n", "", StringComparison.Ordinal).Split(" -- ")[1].Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        await using var emulator = RunningProgram.Start(
            "CrossRiver.Emulator",
            RunningProgram.Repository,
            ["--urls", "http://127.0.0.1:0", .. strict, "--Emulator:Https:Port=0"]);
        var url = await emulator.UrlAsync();

        await using var refused = RunningProgram.StartBash(blocks[0].Replace("http://localhost:5080", url.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal), RunningProgram.Repository);
        await refused.ExitAsync();
        Assert.Contains("invalid_client", refused.Output, StringComparison.Ordinal);

        using var http = new HttpClient { BaseAddress = url };
        var partner = new Partner(Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf"), http);
        Assert.Equal(HttpStatusCode.Unauthorized, (await partner.GetAsync("/core/v1/cm/customers")).Status);
        await partner.TakeTokenAsync("acme");
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync("/core/v1/cm/customers")).Status);
        Assert.Equal(HttpStatusCode.OK, (await partner.PostAsync("/core/v1/cm/customers", partner.Body("create-personal.request.json"))).Status);
    }

    [Fact]
    public async Task Time_is_advanced_as_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The README's lines are for bash.");
        await using var emulator = RunningProgram.Start("CrossRiver.Emulator", RunningProgram.Repository, "--urls", "http://127.0.0.1:0");
        var url = await emulator.UrlAsync();
        var lines = BlocksOf("## Time without waiting").Single().Replace("http://localhost:5080", url.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);

        await using var bash = RunningProgram.StartBash(lines, RunningProgram.Repository);
        Assert.True(await bash.ExitAsync() == 0, bash.Output);

        Assert.Contains("\"mode\":\"manual\"", bash.Output, StringComparison.Ordinal);
        Assert.Contains("\"steps\":0,\"events\":0", bash.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dotnet run --project src/CrossRiver.Emulator")]
    [InlineData("dotnet run --project samples/WebhookListener")]
    public void The_programs_it_starts_are_there(string command)
    {
        Assert.Contains($"\n{command}\n", Readme, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(RunningProgram.Repository, command.Split(' ')[^1]), "*.csproj"));
    }

    private static string Tutorial() => string.Concat(BlocksOf("## The onboarding tutorial"));

    // The bash blocks of a section, in order.
    private static IReadOnlyList<string> BlocksOf(string heading)
    {
        var section = Readme[Readme.IndexOf(heading, StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", StringComparison.Ordinal)];

        return [.. section.Split("```bash\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)])];
    }
}
