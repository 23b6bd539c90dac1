using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Aspire;

/// <summary>The sample AppHost with the image in place of the process, where there is an engine that has it.</summary>
public sealed class ContainerAppHostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_partner_gets_its_webhooks_from_a_container()
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("docker") && await SucceedsAsync("docker info"), "There is no container engine on this machine.");
        Assert.SkipUnless(
            await SucceedsAsync($"docker image inspect {CrossRiverEmulatorBuilderExtensions.DefaultImage}"),
            $"The container engine has no image {CrossRiverEmulatorBuilderExtensions.DefaultImage}; build it with: docker build --tag {CrossRiverEmulatorBuilderExtensions.DefaultImage} .");
        using var lines = new KeptLines();
        await using var application = await RunningAppHost.StartAsync(["--container"], lines);
        using var journey = new PartnerJourney(application);

        var attempts = await journey.OnboardAsync();

        Assert.Equal(PartnerJourney.Taken, attempts.Select(attempt => (attempt.EventName, attempt.StatusCode)));
    }

    private static async Task<bool> SucceedsAsync(string command)
    {
        await using var program = RunningProgram.StartBash(command, RunningProgram.Repository);
        return await program.ExitAsync(Patience) is 0;
    }
}
