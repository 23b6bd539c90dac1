namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>A folder of scenario files, and a folder of another program that has its name.</summary>
public sealed class ScenarioFolderTests : IDisposable
{
    private const string LoadTest = "config:\n  target: http://localhost\nscenarios:\n  - flow: []\n";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("crossriver-emulator-");

    [Fact]
    public void A_folder_of_another_program_is_one_fault_with_a_hint()
    {
        Write("load.yaml", LoadTest);
        Write("soak.yml", "version: 3\nservices: {}\n");

        Assert.Equal(
            ["scenarios: no file of this folder is a scenario file, not scenarios/load.yaml either; if it is another program's, write --scenarios FOLDER to name yours, or --scenarios= for none"],
            Faults());
    }

    [Fact]
    public void A_file_of_another_program_among_scenario_files_is_one_fault()
    {
        Write("load.yaml", LoadTest);
        Write("mine.yaml", "{version: 1, scenario: mine, timeline: []}");

        Assert.Equal(
            ["scenarios/load.yaml(1,1): this is no scenario file, it has neither scenario nor condition nor timeline; move it to another folder, or name another one with --scenarios"],
            Faults());
    }

    [Theory]
    [InlineData("{version: 1, scenari: mine, timeline: []}", "unknown key 'scenari'; did you mean 'scenario'?")]
    [InlineData("scenario: [", "scenarios/mine.yaml(")]
    [InlineData("", "the file is empty; write a scenario")]
    public void A_scenario_file_that_is_broken_keeps_its_own_faults(string text, string fault)
    {
        Write("mine.yaml", text);

        Assert.Contains(fault, Faults().First(), StringComparison.Ordinal);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private IEnumerable<string> Faults()
    {
        var folder = new ScenarioFolder("scenarios", _root.FullName, ScenarioFiles.Format);
        folder.Read();
        return folder.Faults;
    }

    private void Write(string name, string text)
    {
        _root.CreateSubdirectory("scenarios");
        File.WriteAllText(Path.Combine(_root.FullName, "scenarios", name), text);
    }
}
