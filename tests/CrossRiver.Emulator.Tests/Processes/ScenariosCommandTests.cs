using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Processes;

/// <summary><c>scenarios list</c>, <c>print</c> and <c>explain</c>, each as a process of its own.</summary>
[Trait("lane", "slow")]
public sealed class ScenariosCommandTests : IDisposable
{
    private const string Smith = """
        version: 1
        scenario: smith
        title: Smiths are looked at
        match: { body: { name.lastName: [Smith, Smyth] } }
        timeline:
          - id: answer
            after: 1s..3s
            set: { ofac: Failed }
          - upon: { call: addresses.add }
            after: 2s
            set: { ofac: Reviewing }
            hold: { actions: { release: [{ after: 1s, set: { ofac: Clear } }] }, timeout: { after: 48h, action: release } }
          - at: 5s
            choose: [{ weight: 3, steps: [{ set: { pepScan: Clear } }] }, { weight: 1, steps: [] }]
          - at: 1d
            repeat: { every: 1d, times: 30 }
            steps: [{ choose: [{ weight: 1, steps: [] }] }]
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");

    [Fact]
    public async Task The_list_tells_of_each_scenario_where_it_is_from_and_how_to_get_it()
    {
        Write("mine/smith.yaml", Smith);

        var (exitCode, output) = await RunAsync("scenarios", "list", "mine");

        var lines = output.Split('\n');
        Assert.Equal(0, exitCode);
        Assert.Equal("name                 from                  title                                                                               for", lines[0]);
        Assert.Contains("clear                shipped               Nothing is found, accounts may be opened                                            customers that no other one is for", lines);
        Assert.Contains("ofac-review          shipped               OFAC name match, held for review until it is released or rejected                   creates that ask for it by name", lines);
        Assert.Contains("pep-hit              shipped               The customer is a politically exposed person                                        name.firstName \"Vladimir\" and name.lastName \"Putin\"", lines);
        Assert.Contains("smith                mine/smith.yaml(1,1)  Smiths are looked at                                                                name.lastName \"Smith\" or \"Smyth\"", lines);
        Assert.Equal(ScenarioLoading.ReadShipped(ScenarioFiles.Format).Sum(file => file.Scenarios.Count) + 1, lines.TakeWhile(line => line is not "").Count() - 1);
        Assert.Equal("Each tax id 98765???? is a story, chosen by its four digits: scenarios print tax-id-1203.", lines[^1]);
    }

    [Fact]
    public async Task The_list_is_that_of_an_emulator_with_the_same_settings()
    {
        Write("scenarios/smith.yaml", Smith);

        var (exitCode, output) = await RunAsync("scenarios", "list", "--json", "--pace", "faithful", "--Emulator:Scenarios:TaxIdMask=");

        var json = JsonNode.Parse(output)!;
        var scenarios = json["scenarios"]!.AsArray();
        Assert.Equal((0, null), (exitCode, json["taxIds"]));
        Assert.Equal("faithful", (string)Assert.Single(scenarios, scenario => (bool)scenario!["isDefault"]!)!["name"]!);
        Assert.Equal(
            """{"name":"smith","title":"Smiths are looked at","from":"scenarios/smith.yaml(1,1)","for":"name.lastName \"Smith\" or \"Smyth\"","isDefault":false,"hasMatch":true}""",
            Assert.Single(scenarios, scenario => (string)scenario!["name"]! == "smith")!.ToJsonString(WireJson.Options));
    }

    [Theory]
    [InlineData("pep-hit")]
    [InlineData("tax-id-1203")]
    [InlineData("smith")]
    public async Task What_is_printed_is_a_file_that_is_good_and_leads_editors_to_the_schema(string name)
    {
        Write("mine/smith.yaml", Smith);

        var (exitCode, output) = await RunAsync("scenarios", "print", name, Path.Combine(_folder.FullName, "mine"));

        var file = ScenarioFiles.Format.Parse(output, "printed.yaml");
        Assert.Equal((0, "# yaml-language-server: $schema=http://localhost:5080/_emulator/schema/scenario.json"), (exitCode, output.Split('\n')[0]));
        Assert.Empty(file.Messages);
        Assert.Equal(name, Assert.Single(file.Scenarios).Name);
    }

    [Fact]
    public async Task A_create_is_explained_with_its_timeline_and_with_those_that_lose()
    {
        Write("scenarios/smith.yaml", Smith);
        Write("create.json", """{ "partnerId": "6e80b097-693c-4592-8440-02f345335bbf", "clientIdentifier": "a", "name": { "lastName": "smith" }, "profile": { "taxId": "987651000" } }""");

        var (exitCode, output) = await RunAsync("scenarios", "explain", "create.json");

        Assert.Equal(0, exitCode);
        Assert.StartsWith(
            """
            smith (scenarios/smith.yaml(1,1)): its match holds

            Counted from the create, for the customer a#1 of partner 6e80b097-693c-4592-8440-02f345335bbf, seed 1:

            this customer    any customer     step                  when                           what
            2s387ms          1s..3s           answer                after 1s..3s                   ofac Failed
            upon + 2s        upon + 2s        2                     upon addresses.add, after 2s   ofac Reviewing; waits for release; after 2d: release
            end of 2 + 2d    end of 2 + 2d      release             or when the time is over
            end of 2 + 2d1s  end of 2 + 2d1s      2.release.1       after 1s, if no action ends 2  ofac Clear
            5s               5s               3                     at 5s                          one of 2 ways
                                                way 1               weight 3, 75 %                 not taken
            5s               5s                   3.1.1                                            pepScan Clear
                                                way 2               weight 1, 25 %                 taken: nothing
            1d               1d               4                     at 1d                          30 times, every 1d
            1d               1d                 time 1 of 30
            1d               1d                   4.1.1                                            one of 1 ways
                                                    way 1           weight 1, 100 %                taken: nothing
            2d               2d                 time 2 to 30 of 30                                 nothing happens

            The others:

            account-frozen       it has no match: it must be asked for by its name
            answer-lost          it has no match: it must be asked for by its name
            """.ReplaceLineEndings("\n"),
            output,
            StringComparison.Ordinal);
        Assert.EndsWith("tax-id-1000          the tax id is its code, but 'smith' wins: its match holds", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_in_the_documentation_is_what_is_printed()
    {
        var tests = Path.Combine(RunningProgram.Repository, "tests/CrossRiver.Emulator.Tests");
        var (_, output) = await RunAsync(
            "scenarios", "explain", $"{tests}/Contract/create-personal.request.json", $"{tests}/Scenarios/Schema/Examples", "--header", "X-Emulator-Scenario=ofac-review");

        var table = output[output.IndexOf("this customer", StringComparison.Ordinal)..output.IndexOf("\nThe others", StringComparison.Ordinal)];
        Assert.Contains($"```text\n{table}```\n", ExampleFiles.Read("docs/scenarios.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_machines_an_explanation_is_JSON_and_a_header_counts()
    {
        Write("create.json", """{ "partnerId": "6e80b097-693c-4592-8440-02f345335bbf", "profile": { "taxId": "119988776" } }""");

        var (exitCode, output) = await RunAsync("scenarios", "explain", "create.json", "--json", "--header", "X-Emulator-Scenario=ofac-review");

        var json = JsonNode.Parse(output)!;
        var review = json["timeline"]!["steps"]!.AsArray().Single(step => (string)step!["step"]! == "review")!;
        Assert.Equal((0, "ofac-review", "the header X-Emulator-Scenario asks for it", "*****8776#1"), (exitCode, (string)json["scenario"]!, (string)json["reason"]!, (string)json["timeline"]!["key"]!));
        Assert.Equal("""{"countedFrom":"create","milliseconds":2000,"earliestMilliseconds":2000,"latestMilliseconds":2000}""", review["due"]!.ToJsonString());
        Assert.Equal((172_802_000, "release"), ((double)review["timeout"]!["milliseconds"]!, (string)review["timeoutAction"]!));
        Assert.Equal(["release", "reject"], review["actions"]!.AsArray().Select(action => (string)action!["name"]!));
        Assert.Contains(json["others"]!.AsArray(), other => (string)other!["name"]! == "pep-hit" && (string)other["because"]! == "name.firstName is not as its match asks");
    }

    [Fact]
    public async Task A_create_may_come_from_the_standard_input()
    {
        Write("create.json", """{"partnerId":"6e80b097-693c-4592-8440-02f345335bbf","profile":{"taxId":"987651019"}}""");
        var script = $"cat create.json | dotnet {RunningProgram.PathOf("CrossRiver.Emulator")} scenarios explain -";

        await using var program = RunningProgram.StartBash(script, _folder.FullName);

        Assert.Equal(0, await program.ExitAsync());
        Assert.StartsWith("clear (shipped): ", program.Output, StringComparison.Ordinal);
        Assert.Contains("tax-id-1019          it is no code: '9' is no digit for the delivery", program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scenarios", "scenarios takes one of list, print, explain, save")]
    [InlineData("scenarios lst", "there is no command 'scenarios lst'; did you mean 'list'?")]
    [InlineData("scenarios list a b", "that is too much; write scenarios list [FOLDER] [--json]")]
    [InlineData("scenarios list --jsn", "'--jsn' is no option of scenarios list; did you mean '--json'?")]
    [InlineData("scenarios list none", "Emulator:Scenarios:Folder: there is no folder '*/none'")]
    [InlineData("scenarios list --Emulator:Scenarios:Foldr=a", "Emulator:Scenarios:Foldr: there is no such setting; there are Default, Folder, TaxIdMask, Texts, Watch")]
    [InlineData("scenarios list bad", "bad/bad.yaml(1,29): unknown key 'timelin'; did you mean 'timeline'?")]
    [InlineData("scenarios print", "that is too little; write scenarios print NAME [FOLDER]")]
    [InlineData("scenarios print pep-hti", "there is no scenario 'pep-hti'; did you mean 'pep-hit'?")]
    [InlineData("scenarios print tax-id-9000", "there is no scenario 'tax-id-9000'; '9' is no digit for OFAC; write one of 012345")]
    [InlineData("scenarios explain none.json", "none.json(1,1): there is no such file; write a file that is there, or - for the standard input")]
    [InlineData("scenarios explain bad/create.json", "bad/create.json(1,2): this is no JSON; write the body of a create")]
    [InlineData("scenarios explain bad/empty.json", "bad/empty.json(1,1): there is no partnerId, which every create has")]
    [InlineData("scenarios explain bad/empty.json --header X", "'X' is no header; write --header name=value")]
    public async Task A_wrong_command_line_is_told_in_one_line_and_ends_in_2(string arguments, string told)
    {
        Write("bad/bad.yaml", "{version: 1, scenario: bad, timelin: []}");
        Write("bad/create.json", "{,}");
        Write("bad/empty.json", "{}");

        var (exitCode, output) = await RunAsync(arguments.Split(' '));

        Assert.Equal((2, told), (exitCode, output.Split('\n')[0].Replace(_folder.FullName, "*", StringComparison.Ordinal)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var program = RunningProgram.Start("CrossRiver.Emulator", _folder.FullName, arguments);

        return (await program.ExitAsync(), program.Output.TrimEnd());
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
