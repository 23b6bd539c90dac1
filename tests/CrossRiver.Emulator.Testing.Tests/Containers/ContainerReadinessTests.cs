using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Reflection;
using CrossRiver.Emulator.Testcontainers;
using DotNet.Testcontainers.Containers;

namespace CrossRiver.Emulator.Testing.Containers;

/// <summary>When a container counts as started: asked of emulators in this process, which stand where the container's would.</summary>
public sealed class ContainerReadinessTests
{
    [Fact]
    public async Task A_container_is_started_when_the_emulator_is_ready()
    {
        await using var bank = await EmulatorServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(await IsReadyAsync(bank.BaseAddress));
    }

    [Fact]
    public async Task A_container_whose_emulator_is_not_ready_is_not_started_yet()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        inbox.Answer(new WebhookAnswer(HttpStatusCode.ServiceUnavailable));

        Assert.False(await IsReadyAsync(inbox.Url));
        Assert.Equal(("GET", "/_emulator/ready"), (Assert.Single(inbox.All).Method, inbox.All[0].Path));
    }

    private static async Task<bool> IsReadyAsync(Uri address)
    {
        var container = new CrossRiverEmulatorBuilder().WithDockerEndpoint(new Uri("tcp://127.0.0.1:1")).Build();
        var stand = DispatchProxy.Create<IContainer, StandIn>();
        ((StandIn)(object)stand).Address = address;
        foreach (var strategy in container.Configuration.WaitStrategies)
        {
            if (!await strategy.UntilAsync(stand, TestContext.Current.CancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A container that runs, with its port somewhere.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives from it.")]
    private class StandIn : DispatchProxy
    {
        public Uri Address { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
        {
            "get_State" => TestcontainersStates.Running,
            "get_Hostname" => Address.Host,
            "GetMappedPublicPort" when Convert.ToInt32(args![0], CultureInfo.InvariantCulture) is CrossRiverEmulatorBuilder.Port => (ushort)Address.Port,
            var name => throw new NotSupportedException(name),
        };
    }
}
