using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CrossRiver.Emulator.Processes;

/// <summary>Teams that test with <see cref="WebApplicationFactory{TEntryPoint}"/> can host the emulator with it, too.</summary>
public sealed class HostedByFactoryTests
{
    [Fact]
    public async Task The_program_runs_in_a_web_application_factory()
    {
        await using var factory = new WebApplicationFactory<Program>();
        using var client = factory.CreateClient();

        using var ready = await client.GetAsync(new Uri("/_emulator/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        using var created = await client.PostAsJsonAsync(
            "/core/v1/cm/customers",
            Example.Read("create-personal.request.json"),
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, created.StatusCode);
    }
}
