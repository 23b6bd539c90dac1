namespace CrossRiver.Emulator.Scenarios.Files;

public sealed class ExampleFilesTests
{
    public static TheoryData<string> Files => ExampleFiles.All;

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_is_read_without_a_word(string name)
    {
        var file = ScenarioParser.Parse(ExampleFiles.Read(name), name);

        Assert.Empty(file.Messages);
        Assert.True(file.Scenarios.Count + file.Conditions.Count > 0);
    }
}
