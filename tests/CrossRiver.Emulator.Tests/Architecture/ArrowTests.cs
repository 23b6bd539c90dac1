using System.Xml.Linq;

namespace CrossRiver.Emulator.Architecture;

/// <summary>The ground plan holds: code uses the areas above its own and none below.</summary>
/// <remarks>
/// An unnecessary <c>using</c> line is an error in the build, and the root namespace holds nothing shared: so these lines are what a file uses,
/// besides the namespaces of the kernel that the project file names for all of them.
/// </remarks>
public sealed class ArrowTests
{
    private const string Guide = "CONTRIBUTING.md";
    private const string MapBegins = "<!-- areas: written by ArrowTests -->\n";
    private const string MapEnds = "<!-- end of areas -->";

    private static readonly IReadOnlyList<SourceFile> Files = SourceFile.ReadAll();

    [Fact]
    public void Every_namespace_belongs_to_an_area()
    {
        Assert.NotEmpty(Files);
        Assert.Empty(Files.Where(file => Area.Of(file.Namespace) is null).Select(file => $"{file.Path}: {file.Namespace} belongs to no area of Area.cs"));
    }

    [Fact]
    public void Code_uses_what_stands_above_it() => Assert.Empty(Files.SelectMany(FindViolations));

    [Fact]
    public void Every_file_uses_the_kernel_at_most()
    {
        var project = File.ReadAllText(Path.Combine(RunningProgram.Repository, "src/CrossRiver.Emulator/CrossRiver.Emulator.csproj"));
        var used = XDocument.Parse(project).Descendants("Using").Select(line => (string)line.Attribute("Include")!).Where(name => name.StartsWith("CrossRiver.", StringComparison.Ordinal));

        Assert.All(used, name => Assert.StartsWith("CrossRiver.Emulator.Kernel.", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_guide_has_the_map_of_the_table()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RunningProgram.Repository, Guide), TestContext.Current.CancellationToken);
        var (begin, end) = (text.IndexOf(MapBegins, StringComparison.Ordinal) + MapBegins.Length, text.IndexOf(MapEnds, StringComparison.Ordinal));

        await Snapshot.AssertAsync(Guide, $"{text[..begin]}{Area.ToMarkdown()}{text[end..]}");
    }

    [Fact]
    public void Every_area_has_its_folder() =>
        Assert.All(Area.All, area => Assert.True(Directory.Exists(Path.Combine(RunningProgram.Repository, "src/CrossRiver.Emulator", area.Folder)), $"{area.Folder} does not exist"));

    [Fact]
    public void The_root_namespace_holds_nothing_shared()
    {
        var roots = Files.Where(file => Area.Of(file.Namespace)!.Name == "Composition").SelectMany(file => file.FindTypes()).ToList();
        var others = Files.Where(file => Area.Of(file.Namespace)!.Name != "Composition");

        Assert.Contains("EmulatorApplication", roots);
        Assert.Empty(others.SelectMany(file => roots.Where(file.Mentions), (file, type) => $"{file.Path} mentions {type}, which belongs to the composition"));
    }

    [Theory]
    [InlineData("Kernel", "Scenarios.Playing", false)]
    [InlineData("Kernel", "Kernel.Text", true)]
    [InlineData("Scenarios", "Language.Yaml", true)]
    [InlineData("Language", "Scenarios.Playing", false)]
    [InlineData("Webhooks", "Modules.Customers", false)]
    [InlineData("Webhooks", "Modules.Customers.Contract", true)]
    [InlineData("Faults", "Modules.Webhooks.Delivering", false)]
    [InlineData("Faults", "Modules.Webhooks.Contract", true)]
    [InlineData("Scenarios", "Modules.Customers.Requests", false)]
    [InlineData("Control", "Modules.Customers", true)]
    public void An_area_may_use_what_the_table_says(string from, string used, bool isAllowed) =>
        Assert.Equal(isAllowed, Area.All.Single(area => area.Name == from).MayUse($"CrossRiver.Emulator.{used}"));

    [Fact]
    public void A_using_line_that_the_table_forbids_is_found()
    {
        var file = SourceFile.Read("Kernel/Time/Clock.cs", "using CrossRiver.Emulator.Control;\nusing CrossRiver.Emulator.Kernel.Text;\n\nnamespace CrossRiver.Emulator.Kernel.Time;\n")!;

        Assert.Equal(["Kernel/Time/Clock.cs uses CrossRiver.Emulator.Control: Kernel may use "], FindViolations(file));
    }

    private static IEnumerable<string> FindViolations(SourceFile file)
    {
        var area = Area.Of(file.Namespace)!;
        return file.FindUsed().Where(used => !area.MayUse(used)).Select(used => $"{file.Path} uses {used}: {area.Name} may use {area.Usable()}");
    }
}
