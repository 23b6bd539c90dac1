using System.Text;
using CrossRiver.Emulator.Scenarios.Library;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Scenario files are UTF-8; a file that is not is refused with its place, and not read with characters replaced.</summary>
public sealed class FileTextTests : IDisposable
{
    private const string Yaml = "version: 1\nscenario: mine\ntitle: José\ntimeline: []\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");

    public static TheoryData<string> Readable => ["utf-8", "utf-16", "utf-16BE"];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_that_is_not_utf8_is_refused_with_its_place()
    {
        var path = Write(Encoding.Latin1.GetBytes(Yaml));
        var folder = new ScenarioFolder(_folder.FullName, _folder.FullName, ScenarioFiles.Format);
        folder.Read();

        const string Message = "mine.yaml(3,11): the file is not UTF-8 (0xE9, perhaps of ISO-8859-1 or Windows-1252); save it as UTF-8";
        Assert.Equal([Message], folder.Faults);
        Assert.Equal(Message, $"{Assert.Single(new FoundFile("mine.yaml", () => File.OpenRead(path)).Read(ScenarioFiles.Format).Messages)}");
        Assert.Empty(folder.Scenarios);
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_byte_order_mark_names_the_encoding_of_a_file(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        Write([.. encoding.GetPreamble(), .. encoding.GetBytes(Yaml)]);
        var folder = new ScenarioFolder(_folder.FullName, _folder.FullName, ScenarioFiles.Format);
        folder.Read();

        Assert.Empty(folder.Faults);
        Assert.Equal("José", Assert.Single(folder.Scenarios).Title);
    }

    [Fact]
    public void The_regular_expressions_of_all_files_are_bounded_in_sum()
    {
        for (var i = 10; i < 40; i++)
        {
            File.WriteAllText(
                Path.Combine(_folder.FullName, $"{i}.yaml"),
                $"version: 1\nscenario: s{i}\nmatch: {{ header: {{ X-Long: {{ regex: '(a|aa){{150}}z' }} }} }}\ntimeline: []\n");
        }

        var folder = new ScenarioFolder(_folder.FullName, _folder.FullName, ScenarioFiles.Format);
        folder.Read();

        Assert.Equal(6, folder.Scenarios.Count());
        Assert.Equal(30 - folder.Scenarios.Count(), folder.Faults.Count());
        Assert.All(folder.Faults, fault => Assert.Contains("the regular expressions of all files have more than 5000 parts", fault, StringComparison.Ordinal));
    }

    private string Write(byte[] content)
    {
        var path = Path.Combine(_folder.FullName, "mine.yaml");
        File.WriteAllBytes(path, content);

        return path;
    }
}
