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

    // A check is a process of its own.
    [Fact]
    public void Its_health_is_checked_often_at_the_start_and_seldom_afterwards()
    {
        var check = Assert.Single(Last, instruction => instruction.Name is "HEALTHCHECK").Text.Split(' ');

        Assert.Contains("--interval=30s", check);
        Assert.Contains("--start-interval=1s", check);
    }

    [Fact]
    public void Once_its_packages_are_restored_nothing_asks_the_network_and_a_commit_leaves_them_in_place()
    {
        var runs = All.Where(instruction => instruction.Name is "RUN").ToList();
        var commit = All.Index().First(instruction => instruction.Item is { Name: "ARG", Text: "COMMIT" });
        var restore = All.Index().Single(instruction => instruction.Item.Name is "RUN" && instruction.Item.Script.StartsWith("dotnet restore ", StringComparison.Ordinal));

        // What a cache alone has may be gone when the layer is not: it is filled from what the layer has.
        Assert.Contains(" && cp -r /root/.nuget/packages/. /offline", restore.Item.Text, StringComparison.Ordinal);
        Assert.Contains(" -p:NuGetAudit=false ", restore.Item.Text, StringComparison.Ordinal);
        Assert.All(runs.Where(run => run != restore.Item), run => Assert.True(run.Text.StartsWith("--network=none ", StringComparison.Ordinal) && !run.HasCache, run.Text));
        Assert.Contains(" --no-restore ", Assert.Single(runs, run => run.Script.StartsWith("dotnet publish ", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        Assert.True(restore.Index < commit.Index);
    }

    // Callbacks to the machine need the name; a port that is open to the network opens the control routes to it.
    [Theory]
    [InlineData("README.md")]
    [InlineData("Dockerfile")]
    public void The_line_to_run_it_reaches_this_machine_and_no_other_reaches_it(string file)
    {
        var line = Assert.Single(File.ReadAllLines(Path.Combine(RunningProgram.Repository, file)), line => line.Contains("docker run ", StringComparison.Ordinal));

        Assert.Contains("--add-host host.docker.internal:host-gateway", line, StringComparison.Ordinal);
        Assert.Contains(" 127.0.0.1:5080:8080 ", line, StringComparison.Ordinal);
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

    [Fact]
    public void In_compose_the_ports_are_settings_that_it_names()
    {
        var compose = File.ReadAllText(Path.Combine(RunningProgram.Repository, "compose.yaml"));

        Assert.Contains("127.0.0.1:${CROSSRIVER_PORT:-5080}:8080", compose, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:${PARTNER_PORT:-8090}:8080", compose, StringComparison.Ordinal);
        Assert.Contains("# choose another: CROSSRIVER_PORT=", compose, StringComparison.Ordinal);
        Assert.Contains("host.docker.internal:host-gateway", compose, StringComparison.Ordinal);
    }

    private static int IndexOf(string name) => Last.Index().First(instruction => instruction.Item.Name == name).Index;
}
