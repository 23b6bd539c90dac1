using System.Xml.Linq;

namespace CrossRiver.Emulator.Container;

/// <summary>What can be said of the image without building it.</summary>
public sealed class ContainerFileTests
{
    private static readonly IReadOnlyList<Instruction> All = ContainerFile.Read();
    private static readonly IReadOnlyList<Instruction> Last = [.. All.Where(instruction => instruction.Stage == All[^1].Stage)];

    [Fact]
    public void Whatever_is_copied_is_there_and_is_sent_to_the_engine()
    {
        var sources = All.Where(instruction => instruction.Name is "COPY").SelectMany(instruction => instruction.Sources).ToList();

        Assert.Contains("scenarios", sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(RunningProgram.Repository, source)), source));
        Assert.All(sources, source => Assert.True(ContainerFile.IsSent(source), source));
        Assert.All((string[])["tests", "samples", "docs", ".git", "artifacts"], folder => Assert.False(ContainerFile.IsSent(folder), folder));
    }

    [Fact]
    public void It_runs_without_rights_and_without_a_shell_on_one_port()
    {
        Assert.Contains("-chiseled", Last[0].Text, StringComparison.Ordinal);
        Assert.Equal("$APP_UID", Assert.Single(Last, instruction => instruction.Name is "USER").Text);
        Assert.Equal("8080", Assert.Single(Last, instruction => instruction.Name is "EXPOSE").Text);
        Assert.DoesNotContain(Last, instruction => instruction.Name is "RUN" or "VOLUME" or "ADD");
        Assert.True(IndexOf("USER") < IndexOf("ENTRYPOINT"));
    }

    [Fact]
    public void Its_health_is_checked_by_the_program_itself()
    {
        var entry = Assert.Single(Last, instruction => instruction.Name is "ENTRYPOINT").Command;

        Assert.Equal([.. entry, "healthcheck"], Assert.Single(Last, instruction => instruction.Name is "HEALTHCHECK").Command);
    }

    [Fact]
    public void Its_labels_are_those_of_the_build()
    {
        var labels = Assert.Single(Last, instruction => instruction.Name is "LABEL").Text;
        var properties = XDocument.Load(Path.Combine(RunningProgram.Repository, "Directory.Build.props")).Descendants().ToList();

        Assert.Contains($"image.version=\"{properties.Single(property => property.Name == "Version").Value}\"", labels, StringComparison.Ordinal);
        Assert.Contains($"image.licenses=\"{properties.Single(property => property.Name == "PackageLicenseExpression").Value}\"", labels, StringComparison.Ordinal);
        Assert.Contains($"image.base.name=\"{Last[0].Text}\"", labels, StringComparison.Ordinal);
    }

    [Fact]
    public void In_compose_the_partner_waits_for_the_emulators_health()
    {
        var compose = File.ReadAllText(Path.Combine(RunningProgram.Repository, "compose.yaml"));

        Assert.Contains("condition: service_healthy", compose, StringComparison.Ordinal);
        Assert.Contains("read_only: true", compose, StringComparison.Ordinal);
    }

    private static int IndexOf(string name) => Last.Index().First(instruction => instruction.Item.Name == name).Index;
}
