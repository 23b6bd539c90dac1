using System.Diagnostics;
using CrossRiver.Emulator.Testcontainers;
using CrossRiver.Emulator.Testing;
using DotNet.Testcontainers.Configurations;

namespace CrossRiver.Emulator.Packaging.Container;

/// <summary>The image, run by an engine, where there is one and it has the image.</summary>
public sealed class RunningContainerTests
{
    [Fact]
    public async Task A_customers_story_is_played_in_a_container_and_reaches_the_test()
    {
        await RequireImageAsync();
        await using var container = new CrossRiverEmulatorBuilder().WithControlKey("key").Build();
        await container.StartAsync(Stop);
        await using var bank = await container.ConnectAsync(cancellationToken: Stop);
        await using var inbox = await WebhookInbox.StartAsync(new WebhookInboxOptions { IsOpenToContainers = true }, Stop);
        var partner = bank.NewPartner();
        await partner.RegisterAsync(inbox, cancellationToken: Stop);
        await partner.NextCustomerAsync("ofac-hit", cancellationToken: Stop);
        var customerId = await partner.CreateCustomerAsync(cancellationToken: Stop);

        await partner.AdvanceAsync("48h", Stop);

        Assert.Equal(SignatureCheck.Valid, (await inbox.NextAsync("Core.Customer.Ofac.Changed", customerId, Stop)).Signature);
        Assert.Equal(ScanStatus.Positive, (await partner.Steps.ReadAsync(customerId, Stop)).Ofac);
    }

    [Fact]
    public async Task Scenario_files_of_the_test_are_in_force_in_a_container()
    {
        await RequireImageAsync();
        await using var container = new CrossRiverEmulatorBuilder()
            .WithScenario("mine", "version: 1\nscenario: mine\ntitle: Found at once\ntimeline:\n  - after: 1s\n    set: { ofac: Failed }\n")
            .Build();
        await container.StartAsync(Stop);
        await using var bank = await container.ConnectAsync(cancellationToken: Stop);
        var partner = bank.NewPartner();
        var customerId = await partner.CreateCustomerAsync("mine", Stop);

        await partner.AdvanceAsync("1s", Stop);

        Assert.Equal(ScanStatus.Failed, (await partner.Steps.ReadAsync(customerId, Stop)).Ofac);
    }

    private static async Task RequireImageAsync()
    {
        Assert.SkipUnless(TestcontainersSettings.OS.DockerEndpointAuthConfig is not null, "There is no container engine on this machine.");
        Assert.SkipUnless(
            await HasImageAsync(),
            $"The container engine has no image {CrossRiverEmulatorBuilder.DefaultImage}, or there is no docker to ask it; build it with: docker build --tag {CrossRiverEmulatorBuilder.DefaultImage} .");
    }

    private static async Task<bool> HasImageAsync()
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", ["image", "inspect", CrossRiverEmulatorBuilder.DefaultImage])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            await Task.WhenAll(docker.StandardOutput.ReadToEndAsync(Stop), docker.StandardError.ReadToEndAsync(Stop));
            await docker.WaitForExitAsync(Stop);

            return docker.ExitCode is 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
