using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrossRiver.Emulator.Control;

public sealed class StatusEndpointsTests
{
    [Fact]
    public async Task The_version_tells_the_build_and_what_ships_with_it()
    {
        await using var emulator = new RunningEmulator();

        var version = (await emulator.NewPartner().GetAsync("/_emulator/version")).Expect(HttpStatusCode.OK);

        var shipped = Directory.GetFiles(Path.Combine(RunningProgram.Repository, "scenarios"), "*.yaml").Length;
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", (string)version["version"]!);
        Assert.StartsWith(".NET 10.", (string)version["runtime"]!, StringComparison.Ordinal);
        Assert.True((int)version["shippedScenarios"]! >= shipped);
    }

    [Fact]
    public async Task It_is_ready_from_the_end_of_its_start_to_the_beginning_of_its_stop()
    {
        Life? life = null;
        var emulator = new RunningEmulator
        {
            Configure = builder => builder.Services.AddSingleton<IHostedService>(services =>
                life = new Life(services.GetRequiredService<IServer>(), services.GetRequiredService<IHostApplicationLifetime>())),
        };

        var ready = (await emulator.NewPartner().GetAsync("/_emulator/ready")).Expect(HttpStatusCode.OK);
        await emulator.DisposeAsync();

        Assert.Equal("ready", (string)ready["status"]!);
        Assert.Equal(["503 starting", "503 stopping"], life!.Answers);
    }

    /// <summary>Asks whether the emulator is ready when its port is bound already or still, and it is not.</summary>
    private sealed class Life(IServer server, IHostApplicationLifetime lifetime) : IHostedLifecycleService
    {
        public List<string> Answers { get; } = [];

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.ApplicationStopping.Register(() => AskAsync(CancellationToken.None).GetAwaiter().GetResult());
            return Task.CompletedTask;
        }

        public Task StartedAsync(CancellationToken cancellationToken) => AskAsync(cancellationToken);

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private async Task AskAsync(CancellationToken cancellationToken)
        {
            using var http = new HttpClient { BaseAddress = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
            using var answer = await http.GetAsync(new Uri("/_emulator/ready", UriKind.Relative), cancellationToken);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            Answers.Add($"{(int)answer.StatusCode} {(string)body!["status"]!}");
        }
    }
}
