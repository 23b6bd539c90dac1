namespace CrossRiver.Emulator.Scenarios.Schema;

public sealed class ExampleFilesTests
{
    public static TheoryData<string> Files => ExampleFiles.All;

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_is_read_without_a_word(string name)
    {
        var file = ScenarioFiles.Format.Parse(ExampleFiles.Read(name), name);

        Assert.Empty(file.Messages);
        Assert.True(file.Scenarios.Count + file.Conditions.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_begins_with_the_way_to_a_schema_that_is_there(string name)
    {
        const string Begin = "# yaml-language-server: $schema=";
        var first = ExampleFiles.Read(name).Split('\n')[0];

        Assert.StartsWith(Begin, first, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(RunningProgram.Repository, Path.GetDirectoryName(name)!, first[Begin.Length..])), first);
    }
}
