using System.Net;
using System.Net.Sockets;
using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Samples;

public sealed class WebhookListenerTests
{
    [Fact]
    public async Task A_port_in_use_is_said_in_one_line_and_ends_it_with_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        await using var program = RunningProgram.Start("WebhookListener", RunningProgram.Repository, "--urls", url);

        Assert.Equal(1, await program.ExitAsync());
        Assert.Equal($"Failed to bind to address {url}: address already in use; listen elsewhere: --urls http://localhost:9001", Assert.Single(program.Output.Split('\n')));
    }
}
