using CrossRiver.Emulator.Fixtures;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Testing.Samples;

/// <summary>Tests the settings in samples/github-actions.yml. WorkflowTests of the packages lints the file.</summary>
public sealed class WorkflowTests
{
    private static readonly YamlMappingNode Workflow = Read();

    [Fact]
    public async Task Its_settings_are_those_of_the_emulator()
    {
        var settings = ((YamlMappingNode)Workflow["jobs"]["service"]["services"]["emulator"]["env"]).Children;
        var options = new EmulatorServerOptions();
        foreach (var (name, value) in settings)
        {
            options.Settings[$"{name}".Replace("__", ":", StringComparison.Ordinal)] = $"{value}";
        }

        await using var bank = await EmulatorServer.StartAsync(options, TestContext.Current.CancellationToken);
        var partner = bank.NewPartner();
        await partner.CreateCustomerAsync(cancellationToken: TestContext.Current.CancellationToken);
        await partner.WaitUntilIdleAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(RunningProgram.Repository, "samples/github-actions.yml"));
        yaml.Load(text);

        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }
}
