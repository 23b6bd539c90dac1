using Aspire.Hosting;
using CrossRiver.Emulator.Fixtures;
using CrossRiver.Emulator.Testcontainers;
using PublicApiGenerator;

namespace CrossRiver.Emulator.Testing.Packages;

/// <summary>What the packages promise is written down; set <c>UPDATE_SNAPSHOTS</c> to 1 to write it anew, and review the difference.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData(typeof(EmulatorApplication))]
    [InlineData(typeof(EmulatorServer))]
    [InlineData(typeof(EmulatorFixture))]
    [InlineData(typeof(CrossRiverEmulatorBuilder))]
    [InlineData(typeof(CrossRiverEmulatorBuilderExtensions))]
    public async Task The_public_api_is_as_it_is_written_down(Type type)
    {
        var name = type.Assembly.GetName().Name!;
        var api = type.Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n") + "\n";
        var file = Path.Combine(RunningProgram.Repository, "tests/CrossRiver.Emulator.Testing.Tests/Packages/Api", $"{name}.txt");

        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is "1")
        {
            await File.WriteAllTextAsync(file, api, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), api);
    }
}
