using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Container;

/// <summary>The Dockerfile, built by an engine, where there is one that has built the image before.</summary>
public sealed class ContainerEngineTests
{
    private const string Image = "crossriver-emulator";
    private const string Rebuilt = $"{Image}:built-offline";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_image_is_built_for_another_commit_without_the_network()
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("docker") && (await RunAsync("docker info")).ExitCode is 0, "There is no container engine on this machine.");
        Assert.SkipUnless((await RunAsync($"docker image inspect {Image}")).ExitCode is 0, $"The container engine has no image {Image}; build it with: docker build --tag {Image} .");
        try
        {
            var build = await RunAsync($"docker build --network none --build-arg COMMIT=0123abc --tag {Rebuilt} .");
            Assert.True(build.ExitCode is 0, build.Output);

            var label = await RunAsync($"docker image inspect --format '{{{{index .Config.Labels \"org.opencontainers.image.revision\"}}}}' {Rebuilt}");
            Assert.Equal((0, "0123abc"), label);
        }
        finally
        {
            await RunAsync($"docker image rm --force {Rebuilt}");
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string command)
    {
        await using var program = RunningProgram.StartBash(command, RunningProgram.Repository);
        return (await program.ExitAsync(Patience), program.Output);
    }
}
