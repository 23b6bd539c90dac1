using CrossRiver.Emulator.Scenarios.Library;

namespace CrossRiver.Emulator.Scenarios.Schema;

public sealed class FoundFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");

    [Theory]
    [InlineData("._mine.yaml")]
    [InlineData(".mine.yaml")]
    [InlineData(".#mine.yaml")]
    [InlineData("~$mine.yaml")]
    [InlineData("mine.yaml~")]
    [InlineData("#mine.yaml#")]
    [InlineData(".mine.yaml.swp")]
    [InlineData("mine.yaml.tmp")]
    [InlineData("mine_LOCAL_4711.yaml")]
    [InlineData("Thumbs.db")]
    [InlineData("__MACOSX/mine.yaml")]
    [InlineData(".git/mine.yaml")]
    [InlineData("team/.idea/mine.yaml")]
    [InlineData("team/@eaDir/mine.yaml")]
    [InlineData("lost+found/mine.yaml")]
    [InlineData("old~/mine.yaml")]
    public void What_editors_archives_and_mounts_leave_is_passed_over(string name)
    {
        Write(name);
        Write("team/good.yaml");

        Assert.Equal(["team/good.yaml"], Found());
    }

    [Theory]
    [InlineData("#123.yaml")]
    [InlineData("@team/mine.yml")]
    [InlineData("a.b~c.yaml")]
    [InlineData("mine_LOCAL_.yaml")]
    public void An_unusual_name_is_no_reason_to_pass_a_file_over(string name)
    {
        Write(name);

        Assert.Equal([name], Found());
    }

    [Fact]
    public void A_folder_that_is_hidden_itself_is_read()
    {
        Write(".mine/a.yaml");

        Assert.Equal(["a.yaml"], Found(".mine"));
    }

    /// <summary>Kubernetes mounts a config map so: real files one level below, and two links to each.</summary>
    [Fact]
    public void A_mounted_config_map_has_each_file_once()
    {
        Write("..2026_03_02/mine.yaml");
        Directory.CreateSymbolicLink(PathOf("..data"), "..2026_03_02");
        File.CreateSymbolicLink(PathOf("mine.yaml"), "..data/mine.yaml");

        Assert.Equal(["mine.yaml"], Found());
    }

    [Fact]
    public void A_link_to_a_folder_is_followed_unless_it_leads_back()
    {
        Write("mine/a.yaml");
        Directory.CreateDirectory(PathOf("shared"));
        File.WriteAllText(PathOf("shared/b.yaml"), "");
        Directory.CreateSymbolicLink(PathOf("mine/loop"), PathOf("mine"));
        Directory.CreateSymbolicLink(PathOf("mine/shared"), "../shared");

        Assert.Equal(["a.yaml", "shared/b.yaml"], Found("mine"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<string> Found(string folder = "") =>
        FoundFile.InFolder(PathOf(folder)).Select(file => Path.GetRelativePath(PathOf(folder), file).Replace('\\', '/'));

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), "{version: 1, scenario: [");
    }
}
