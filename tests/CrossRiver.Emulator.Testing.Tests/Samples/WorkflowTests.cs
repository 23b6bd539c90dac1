using System.Diagnostics;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Fixtures;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Testing.Samples;

/// <summary>samples/github-actions.yml: nobody runs it here, so what can be known of it is checked.</summary>
public sealed partial class WorkflowTests
{
    private const string Command = "crossriver-emulator";

    private static readonly YamlMappingNode Workflow = Read();

    [Fact]
    public void Its_jobs_run_steps_with_no_more_rights_than_to_read_the_repository()
    {
        Assert.Empty(((YamlMappingNode)Workflow["permissions"]).Children);
        Assert.All(Jobs(), job =>
        {
            var rights = Assert.Single(((YamlMappingNode)job["permissions"]).Children);
            Assert.Equal(("contents", "read"), ($"{rights.Key}", $"{rights.Value}"));
            Assert.NotNull(job["timeout-minutes"]);
        });
        Assert.All(Steps(), step => Assert.True(step.Children.ContainsKey("run") ^ step.Children.ContainsKey("uses"), $"a step runs or uses something: {step}"));
    }

    [Fact]
    public void Its_actions_are_pinned_by_their_hashes()
    {
        var actions = Steps().Where(step => step.Children.ContainsKey("uses")).Select(step => $"{step["uses"]}").ToList();

        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Matches(Pinned(), action));
    }

    [Fact]
    public async Task Its_commands_are_those_of_the_emulator()
    {
        var commands = Scripts()
            .SelectMany(script => script.Split('\n'))
            .Where(line => line.Contains($"{Command} ", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(Command, StringComparison.Ordinal) + Command.Length + 1)..].Split('>')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToLookup(words => words[0], words => words[1..], StringComparer.Ordinal);

        Assert.Equal(["run", "validate", "wait"], commands.Select(command => command.Key).Order(StringComparer.Ordinal));
        foreach (var command in commands)
        {
            // A command that there is not ends with 2.
            await using var help = RunningProgram.Start("CrossRiver.Emulator", RunningProgram.Repository, command.Key, "--help");
            Assert.Equal(0, await help.ExitAsync());
            var options = command.SelectMany(words => words).Where(word => word.StartsWith("--", StringComparison.Ordinal));
            Assert.All(options, option => Assert.Contains($"{option} ", help.Output, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Its_settings_and_its_package_are_those_of_the_emulator()
    {
        var settings = ((YamlMappingNode)Workflow["jobs"]["container"]["services"]["emulator"]["env"]).Children;
        var options = new EmulatorServerOptions();
        foreach (var (name, value) in settings)
        {
            options.Settings[$"{name}".Replace("__", ":", StringComparison.Ordinal)] = $"{value}";
        }

        await using var bank = await EmulatorServer.StartAsync(options, TestContext.Current.CancellationToken);
        var partner = bank.NewPartner();
        await partner.CreateCustomerAsync(cancellationToken: TestContext.Current.CancellationToken);
        await partner.WaitUntilIdleAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        var tool = Scripts().Single(script => script.StartsWith("dotnet tool install", StringComparison.Ordinal)).Split(' ')[^1];
        Assert.True(Directory.Exists(Path.Combine(RunningProgram.Repository, "src", tool)), $"there is no project {tool}");
    }

    [Fact]
    public async Task Both_jobs_keep_the_journal_the_report_card_and_the_stories()
    {
        Assert.SkipUnless(Array.TrueForAll(["/usr/bin/curl", "/usr/bin/jq"], File.Exists), "The script is for a machine with curl and jq.");
        await using var bank = await EmulatorServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var partners = Enumerable.Range(0, 51).Select(_ => bank.NewPartner()).ToList();
        foreach (var partner in partners)
        {
            await partner.SetClockAsync(TestClock.Manual, TestContext.Current.CancellationToken);
        }

        var customerId = await partners[^1].CreateCustomerAsync("ofac-hit", TestContext.Current.CancellationToken);
        await partners[^1].AdvanceAsync("48h", TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("workflow-").FullName;
        var scripts = Scripts().Where(script => script.Contains("curl", StringComparison.Ordinal)).ToList();

        using var bash = Process.Start(new ProcessStartInfo("bash", ["-e", "-c", Assert.Single(scripts.Distinct(StringComparer.Ordinal))]) { WorkingDirectory = folder, Environment = { ["BANK_URL"] = bank.BaseAddress.GetLeftPart(UriPartial.Authority) } })!;
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((2, 0), (scripts.Count, bash.ExitCode));
        Assert.Equal(51, Directory.GetFiles(Path.Combine(folder, "emulator"), "*.journal.jsonl").Length);
        Assert.Equal(51, Directory.GetFiles(Path.Combine(folder, "emulator"), "*.report.xml").Length);
        Assert.Contains("Failed", await File.ReadAllTextAsync(Path.Combine(folder, "emulator", $"{customerId}.story.mmd"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> Scripts() => Steps().Where(step => step.Children.ContainsKey("run")).Select(step => $"{step["run"]}");

    private static IEnumerable<YamlMappingNode> Steps() => Jobs().SelectMany(job => (YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>();

    private static IEnumerable<YamlMappingNode> Jobs() => ((YamlMappingNode)Workflow["jobs"]).Children.Values.Cast<YamlMappingNode>();

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(RunningProgram.Repository, "samples/github-actions.yml"));
        yaml.Load(text);

        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    [GeneratedRegex("^[a-z-]+/[a-z-]+@[0-9a-f]{40}$", RegexOptions.NonBacktracking)]
    private static partial Regex Pinned();
}
