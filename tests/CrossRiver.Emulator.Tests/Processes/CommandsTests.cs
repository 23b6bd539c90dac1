using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Processes;

/// <summary>The commands of the program, each as a process of its own.</summary>
[Trait("lane", "slow")]
public sealed class CommandsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");

    [Fact]
    public async Task Good_files_are_told_in_a_line_each()
    {
        Write("mine/a.yaml", "{version: 1, scenario: a, timeline: []}");
        Write("mine/below/b.yml", "{version: 1, scenario: b, timeline: []}\n---\n{version: 1, condition: c, rules: [{call: customers.get, hang: true}]}");
        Write("mine/notes.txt", "no scenario");

        var (exitCode, output) = await RunAsync("validate", "mine");

        Assert.Equal((0, "mine/a.yaml       good: a\nmine/below/b.yml  good: b, condition c\n2 files, 0 errors, 0 warnings"), (exitCode, output));
    }

    [Fact]
    public async Task Bad_files_are_told_message_by_message_and_end_in_1()
    {
        Write("a.yaml", "{version: 1, scenario: a, timeline: [{afer: 1s}, {set: {ofac: clear}}]}");
        Write("b.yaml", "{version: 1, scenario: b, timeline: [{conditions: {start: rain, lasts: 1s}}]}");

        var (exitCode, output) = await RunAsync("validate", "a.yaml", "b.yaml", "c.yaml");

        Assert.Equal(
            (1, """
            a.yaml(1,39): unknown key 'afer'; did you mean 'after'?
            a.yaml(1,63): 'clear' is no status of a scan; did you mean 'Clear'?
            b.yaml(1,1): warning: there is no condition 'rain'; write a document with condition: rain
            c.yaml(1,1): there is no such file; write a file that is there, or a folder with .yaml or .yml files

            a.yaml  cannot be used: 2 errors
            b.yaml  good: b
            c.yaml  cannot be used: 1 error
            3 files, 3 errors, 1 warning
            """.ReplaceLineEndings("\n")),
            (exitCode, output));
    }

    [Fact]
    public async Task For_machines_there_is_JSON()
    {
        Write("a.yaml", "{version: 1, scenario: a, timeline: [], api: [{call: events.get, latency: 1s, applied: true}]}");

        var (exitCode, output) = await RunAsync("validate", "--json", "a.yaml");

        var verdict = JsonNode.Parse(output)!;
        Assert.Equal((0, true, 0, 1), (exitCode, (bool)verdict["valid"]!, (int)verdict["errors"]!, (int)verdict["warnings"]!));
        Assert.Equal("a", (string)verdict["files"]![0]!["scenarios"]![0]!);
        Assert.Equal(
            """{"line":1,"column":79,"severity":"warning","text":"'applied' says nothing here, as none of these calls writes; leave it out"}""",
            verdict["files"]![0]!["messages"]![0]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("scenario")]
    [InlineData("conditions")]
    public async Task The_schema_is_printed_as_it_is_served(string name)
    {
        var (exitCode, output) = await RunAsync("schema", name);

        Assert.Equal((0, ScenarioFiles.Schema.Find(name)!.TrimEnd()), (exitCode, output));
    }

    [Theory]
    [InlineData("valdate mine", "there is no command 'valdate'; did you mean 'validate'?")]
    [InlineData("validate", "that is too little; write validate PATH… [--json]")]
    [InlineData("validate --jsn mine", "'--jsn' is no option of validate; did you mean '--json'?")]
    [InlineData("schema", "that is too little; write schema NAME")]
    [InlineData("schema scenarios", "there is no schema 'scenarios'; did you mean 'scenario'?")]
    [InlineData("schema condition", "there is no schema 'condition'; did you mean 'conditions'?")]
    public async Task A_wrong_command_line_is_told_in_one_line_and_ends_in_2(string arguments, string told) =>
        Assert.Equal((2, told), await RunAsync(arguments.Split(' ')));

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
