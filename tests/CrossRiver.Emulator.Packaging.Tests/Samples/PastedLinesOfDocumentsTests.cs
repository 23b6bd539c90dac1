using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Samples;

/// <summary>The lines of the README and of docs work as pasted, with the programs as processes of their own.</summary>
public sealed class PastedLinesOfDocumentsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");

    public PastedLinesOfDocumentsTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for bash.");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_eight_lines_of_the_readme_onboard_a_customer_and_open_an_account()
    {
        var blocks = new DocumentPage("README.md").Blocks("## Onboard a customer");
        Assert.Equal(8, Assert.Single(blocks).TrimEnd().Split('\n').Length);

        var printed = (await PasteAsync(blocks)).Split('\n');

        Assert.Equal(3, printed.Count(line => line.Contains("\"status\":\"Active\",\"type\":\"Push\"", StringComparison.Ordinal)));
        var received = JsonNode.Parse(printed[^4])!["messages"]!.AsArray();
        Assert.Equal(
            ["Core.Customer.Onboarded", "Core.Customer.PepScan.Changed", "Core.Customer.Ofac.Changed"],
            received.Select(message => (string)message!["body"]!["eventName"]!));
        Assert.All(received, message => Assert.Equal("valid", (string)message!["signature"]!));
        var (customer, account) = (JsonNode.Parse(printed[^3])!, JsonNode.Parse(printed[^1])!);
        Assert.Equal(("Clear", "Clear"), ((string)customer["ofac"]!, (string)customer["pepScan"]!));
        Assert.Equal(((string)customer["id"]!, 50_000), ((string)account["customerId"]!, (int)account["currentBalance"]!));
    }

    [Fact]
    public async Task The_lines_about_accounts_work_as_pasted()
    {
        var printed = (await PasteAsync(new DocumentPage("docs/how-to/open-an-account.md").Blocks())).Split('\n');

        Assert.Equal("Complete", (string)JsonNode.Parse(printed[^2])!["status"]!);
        var account = Assert.Single(JsonNode.Parse(printed[^1])!["accounts"]!.AsArray())!;
        Assert.Equal((50_000, 30_000), ((int)account["account"]!["currentBalance"]!, (int)account["implicitBalance"]!));
        Assert.Equal(20_000, (int)Assert.Single(account["subAccounts"]!.AsArray())!["currentBalance"]!);
    }

    [Fact]
    public async Task The_tutorial_works_as_pasted()
    {
        await using var listener = RunningProgram.Start("WebhookListener", RunningProgram.Repository, "--urls", "http://127.0.0.1:0");
        var page = new DocumentPage("docs/getting-started.md");
        IReadOnlyList<string> lines =
        [
            .. page.Blocks().Where(block => !block.StartsWith("dotnet run ", StringComparison.Ordinal)),
        ];

        var printed = (await PasteAsync(lines, ("http://localhost:9000", Address(await listener.UrlAsync())))).Split('\n');

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

    [Theory]
    [InlineData("README.md", "## Time")]
    [InlineData("docs/time.md", "## Advance")]
    public async Task Time_is_advanced_as_pasted(string page, string heading)
    {
        var printed = await PasteAsync(new DocumentPage(page).Blocks(heading));

        Assert.Contains("\"mode\":\"manual\"", printed, StringComparison.Ordinal);
        Assert.Contains("\"steps\":0,\"events\":0", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drive-a-review", "\"id\":\"review.reject.1\",\"what\":\"ofac Positive\"")]
    [InlineData("test-retries", "\"statusCode\":500")]
    [InlineData("test-idempotency", "original-request-id: ")]
    [InlineData("test-out-of-order-webhooks", "\"isPaused\":false")]
    [InlineData("debug-a-failing-webhook", "\"messages\":[]")]
    [InlineData("measure-coverage", "| ofac Positive | 1 |")]
    [InlineData("compare-with-the-sandbox", "2 calls compared, 0 differences")]
    public async Task A_how_to_works_as_pasted(string name, string printed) =>
        Assert.Contains(printed, await PasteAsync(new DocumentPage($"docs/how-to/{name}.md").Blocks()), StringComparison.Ordinal);

    [Fact]
    public async Task A_lost_answer_leaves_one_customer()
    {
        var printed = await PasteAsync(new DocumentPage("docs/how-to/test-idempotency.md").Blocks());

        Assert.Contains("no answer", printed, StringComparison.Ordinal);
        Assert.Single(JsonNode.Parse(printed.Split('\n')[^1])!["results"]!.AsArray());
    }

    [Fact]
    public async Task The_commands_about_scenarios_work_as_pasted()
    {
        var scenarios = _folder.CreateSubdirectory("scenarios");
        File.Copy(Path.Combine(RunningProgram.Repository, "scenarios", "clear.yaml"), Path.Combine(scenarios.FullName, "clear.yaml"));

        var printed = await PasteAsync(new DocumentPage("docs/choosing-a-scenario.md").Blocks());

        Assert.Contains("ofac-review", printed, StringComparison.Ordinal);
        Assert.StartsWith("# ", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "mine.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_begin_at_the_folder_in_which_dotnet_run_is_pasted()
    {
        const string Line = "dotnet run --project src/CrossRiver.Emulator -- validate scenarios";
        Assert.Contains($"{Line}\n", await File.ReadAllTextAsync(Path.Combine(RunningProgram.Repository, "docs", "scenarios.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await using var bash = RunningProgram.StartBash(Line.Replace("run ", "run --no-build ", StringComparison.Ordinal), RunningProgram.Repository);

        Assert.True(await bash.ExitAsync() is 0, bash.Output);
    }

    [Fact]
    public async Task Tokens_are_issued_and_required_as_the_page_says()
    {
        var blocks = new DocumentPage("docs/tokens.md").Blocks();
        var strict = blocks[1].Replace("\\\n", "", StringComparison.Ordinal).Split(" -- ")[1].Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        await using var emulator = StartEmulator([.. strict, "--Emulator:Https:Port=0"]);
        var url = await emulator.UrlAsync();

        Assert.Contains("invalid_client", await PasteAsync([blocks[0]], ("http://localhost:5080", Address(url))), StringComparison.Ordinal);

        using var http = new HttpClient { BaseAddress = url };
        var partner = new Partner(Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf"), http);
        Assert.Equal(HttpStatusCode.Unauthorized, (await partner.GetAsync("/core/v1/cm/customers")).Status);
        await partner.TakeTokenAsync("acme");
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync("/core/v1/cm/customers")).Status);
        Assert.Equal(HttpStatusCode.OK, (await partner.PostAsync("/core/v1/cm/customers", partner.Body("create-personal.request.json"))).Status);
    }

    [Theory]
    [InlineData("README.md", "dotnet run --project src/CrossRiver.Emulator")]
    [InlineData("README.md", ".ci/run fast")]
    [InlineData("docs/getting-started.md", "dotnet run --project samples/WebhookListener")]
    public void The_programs_that_a_page_starts_are_there(string page, string command)
    {
        Assert.Contains($"{command}\n", new DocumentPage(page).Blocks());
        Assert.True(command.Split(' ') switch
        {
            ["dotnet", .., var project] => Directory.GetFiles(Path.Combine(RunningProgram.Repository, project), "*.csproj") is not [],
            [var script, ..] => File.Exists(Path.Combine(RunningProgram.Repository, script)),
            _ => false,
        });
    }

    // The emulator of the lines is a new one, unless they are for another.
    private async Task<string> PasteAsync(IEnumerable<string> blocks, params (string Written, string Meant)[] addresses)
    {
        await using var emulator = StartEmulator([]);
        var script = string.Concat(blocks).Replace("dotnet run --project src/CrossRiver.Emulator -- ", $"dotnet {RunningProgram.PathOf("CrossRiver.Emulator")} ", StringComparison.Ordinal);
        foreach (var (written, meant) in addresses)
        {
            script = script.Replace(written, meant, StringComparison.Ordinal);
        }

        script = script.Replace("http://localhost:5080", Address(await emulator.UrlAsync()), StringComparison.Ordinal);
        await using var bash = RunningProgram.StartBash(script, _folder.FullName);

        return await bash.ExitAsync() is 0 ? bash.Output : throw new InvalidOperationException($"The lines end with an error: {bash.Output}");
    }

    private static RunningProgram StartEmulator(IReadOnlyList<string> arguments) =>
        RunningProgram.Start("CrossRiver.Emulator", RunningProgram.Repository, ["--urls", "http://127.0.0.1:0", .. arguments]);

    private static string Address(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
