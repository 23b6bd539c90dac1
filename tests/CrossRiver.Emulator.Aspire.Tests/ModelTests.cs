using System.Text.Json;
using Aspire.Hosting.Partners;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrossRiver.Emulator.Aspire;

/// <summary>What an AppHost's model has, before anything of it starts.</summary>
public sealed class ModelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void An_emulator_is_a_process_of_the_tool()
    {
        var builder = DistributedApplication.CreateBuilder();

        var bank = builder.AddCrossRiverEmulator("bank", port: 5080);

        var process = Assert.IsAssignableFrom<ExecutableResource>(Assert.Single(builder.Resources));
        Assert.Same(bank.Resource, process);
        Assert.Equal("crossriver-emulator", process.Command);
        Assert.Equal(5080, bank.Resource.HttpEndpoint.EndpointAnnotation.Port);
    }

    [Fact]
    public async Task RunAsContainer_puts_the_image_in_the_place_of_the_process()
    {
        var folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
        try
        {
            var builder = DistributedApplication.CreateBuilder();
            var bank = builder.AddCrossRiverEmulator("bank").WithScenarios(folder.FullName).RunAsContainer().WithState(Path.Combine(folder.FullName, "state", "bank.json"));
            bank.AddPartner("onboarding");

            var container = Assert.IsAssignableFrom<ContainerResource>(builder.Resources.Single(resource => resource.Name is "bank"));
            Assert.True(container.TryGetContainerImageName(out var image));
            Assert.Equal(CrossRiverEmulatorBuilderExtensions.DefaultImage, image);
            Assert.Empty(builder.Resources.OfType<ExecutableResource>());
            Assert.Equal(8080, new EndpointReference(container, "http").TargetPort);
            Assert.Equal(
                [(folder.FullName, "/scenarios", true), (Path.Combine(folder.FullName, "state"), "/state", false)],
                container.Annotations.OfType<ContainerMountAnnotation>().Select(mount => (mount.Source!, mount.Target, mount.IsReadOnly)));

            var environment = await ReadEnvironmentAsync(builder, container);
            Assert.Equal("/scenarios", environment["Emulator__Scenarios__Folder"]);
            Assert.Equal("/state/bank.json", environment["Emulator__State__File"]);
            Assert.Equal("onboarding", environment["Emulator__Tokens__Clients__0__Id"]);
            Assert.DoesNotContain("ASPNETCORE_URLS", environment.Keys);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_emulator_knows_each_partner_by_its_own_client_and_alias()
    {
        var builder = DistributedApplication.CreateBuilder();
        var bank = builder.AddCrossRiverEmulator("bank").RunAsContainer();
        var id = new Guid("6e80b097-693c-4592-8440-02f345335bbf");
        var (first, second) = (bank.AddPartner("onboarding").Resource, bank.AddPartner("lending", id).Resource);

        var environment = await ReadEnvironmentAsync(builder, builder.Resources.Single(resource => resource.Name is "bank"));

        Assert.Equal(id, second.PartnerId);
        Assert.Equal(DistributedApplication.CreateBuilder().AddCrossRiverEmulator("another").AddPartner("onboarding").Resource.PartnerId, first.PartnerId);
        Assert.Equal(
            [$"{first.PartnerId}", $"{first.PartnerId}", $"{id}", $"{id}"],
            [
                environment["Emulator__Tokens__Clients__0__PartnerId"], environment["Emulator__Partners__Aliases__onboarding"],
                environment["Emulator__Tokens__Clients__1__PartnerId"], environment["Emulator__Partners__Aliases__lending"],
            ]);
        Assert.NotEqual(environment["Emulator__Tokens__Clients__0__Secret"], environment["Emulator__Tokens__Clients__1__Secret"]);
    }

    [Theory]
    [InlineData(false, "http://localhost:5999/hooks")]
    [InlineData(true, "http://aspire.dev.internal:6999/hooks")]
    public async Task The_callback_address_is_that_of_the_network_of_the_emulator(bool isContainer, string expected)
    {
        var builder = DistributedApplication.CreateBuilder();
        var bank = builder.AddCrossRiverEmulator("bank");
        if (isContainer)
        {
            bank.RunAsContainer();
        }

        var app = builder.AddExecutable("app", "app", ".").WithHttpEndpoint();
        var endpoint = app.GetEndpoint("http");
        var annotation = endpoint.EndpointAnnotation;
        annotation.AllocatedEndpoint = new AllocatedEndpoint(annotation, "localhost", 5999);
        annotation.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
            new AllocatedEndpoint(annotation, "aspire.dev.internal", 6999, EndpointBindingMode.SingleAddress, targetPortExpression: null, KnownNetworkIdentifiers.DefaultAspireContainerNetwork));

        var url = await new PartnerWebhooks(bank.AddPartner("onboarding").Resource, endpoint, "/hooks", new()).FindCallbackUrlAsync(builder.ExecutionContext, Stop);

        Assert.Equal(expected, $"{url}");
    }

    [Fact]
    public void A_folder_of_scenarios_that_does_not_exist_is_refused()
    {
        var bank = DistributedApplication.CreateBuilder().AddCrossRiverEmulator("bank");

        var refusal = Assert.Throws<DirectoryNotFoundException>(() => bank.WithScenarios("no-such-folder"));

        Assert.Contains("no-such-folder", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_has_the_project_and_nothing_of_the_emulator()
    {
        var folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
        try
        {
            var file = Path.Combine(folder.FullName, "manifest.json");
            var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--operation", "publish", "--publisher", "manifest", "--output-path", file], Stop);
            await using var application = await builder.BuildAsync(Stop);
            await application.RunAsync(Stop);

            var manifest = await File.ReadAllTextAsync(file, Stop);
            Assert.Equal(["partner-app"], JsonElement.Parse(manifest).GetProperty("resources").EnumerateObject().Select(resource => resource.Name));
            Assert.DoesNotContain("onboarding", manifest, StringComparison.Ordinal);
            Assert.DoesNotContain("Bank__", manifest, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Dictionary<string, string>> ReadEnvironmentAsync(IDistributedApplicationBuilder builder, IResource resource)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig().BuildAsync(builder.ExecutionContext, NullLogger.Instance, Stop);
        return configuration.EnvironmentVariables.ToDictionary(StringComparer.Ordinal);
    }
}
