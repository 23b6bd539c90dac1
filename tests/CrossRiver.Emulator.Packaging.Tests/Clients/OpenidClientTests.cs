using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Clients;

/// <summary>A client library that is installed from npm and knows nothing of the emulator works against it.</summary>
public sealed class OpenidClientTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Fact]
    public async Task Openid_client_of_node_finds_the_endpoints_takes_a_token_and_calls()
    {
        var folder = Path.Combine(RunningProgram.Repository, "tests/clients/openid-client");
        Assert.SkipUnless(RunningProgram.IsInstalled("node"), "There is no node on this machine.");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), $"openid-client is not installed: npm ci --prefix {folder}");

        await using var client = RunningProgram.StartBash($"node client.mjs {emulator.Url("http")}", folder);

        Assert.True(await client.ExitAsync() is 0, client.Output);
        Assert.Equal("post bearer 86400 true customers 200 1\nbasic bearer 86400 true customers 200 1", client.Output);
    }
}
