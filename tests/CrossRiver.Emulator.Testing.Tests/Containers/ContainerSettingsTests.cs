using CrossRiver.Emulator.Testcontainers;

namespace CrossRiver.Emulator.Testing.Containers;

/// <summary>What a container is asked for, as far as it can be seen without an engine.</summary>
public sealed class ContainerSettingsTests
{
    [Fact]
    public void A_container_is_of_the_image_of_this_version_and_its_time_stands_still()
    {
        var configuration = Configured(builder => builder);

        Assert.Equal(CrossRiverEmulatorBuilder.DefaultImage, configuration.Image.FullName);
        Assert.Equal("Manual", configuration.Environments["Emulator__Clock__Mode"]);
        Assert.Equal("/scenarios", configuration.Environments["Emulator__Scenarios__Folder"]);

        // Any port of this machine that is free.
        Assert.Equal("", configuration.PortBindings["8080"]);
    }

    [Fact]
    public void Another_image_is_taken_by_its_name() =>
        Assert.Equal("registry.test/bank:2", new CrossRiverEmulatorBuilder("registry.test/bank:2").WithDockerEndpoint(Nowhere).Build().Configuration.Image.FullName);

    [Fact]
    public void Callbacks_to_localhost_go_to_the_machine_of_the_engine_or_where_the_test_says()
    {
        var standard = Configured(builder => builder);
        var other = Configured(builder => builder.WithCallbackHost("host.testcontainers.internal"));

        Assert.Contains("host.docker.internal:host-gateway", standard.ExtraHosts);
        Assert.Equal("host.docker.internal", standard.Environments["Emulator__Webhooks__HostOfContainer"]);
        Assert.Equal("host.testcontainers.internal", other.Environments["Emulator__Webhooks__HostOfContainer"]);
    }

    [Fact]
    public void The_emulator_can_be_called_by_the_name_of_an_engine_elsewhere_unless_the_test_says_by_which()
    {
        var elsewhere = new CrossRiverEmulatorBuilder().WithDockerEndpoint("tcp://docker.example.test:2375");

        Assert.Equal("docker.example.test", elsewhere.Build().Configuration.Environments["Emulator__Control__Hosts"]);
        Assert.Equal("*", elsewhere.WithSetting("Emulator:Control:Hosts", "*").Build().Configuration.Environments["Emulator__Control__Hosts"]);
    }

    [Fact]
    public async Task Scenario_files_are_copied_to_where_the_emulator_reads_them()
    {
        var folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
        try
        {
            var configuration = Configured(builder => builder.WithScenarios(folder.FullName).WithScenario("mine", "version: 1"));

            Assert.Equal(["/scenarios", "/scenarios/mine.yaml"], configuration.ResourceMappings.Select(mapping => mapping.Target));
            Assert.Equal("version: 1"u8.ToArray(), await configuration.ResourceMappings.Last().GetAllBytesAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public void A_folder_that_there_is_not_is_named()
    {
        var exception = Assert.Throws<DirectoryNotFoundException>(() => new CrossRiverEmulatorBuilder().WithScenarios("nowhere/at/all"));

        Assert.Contains(Path.Combine("nowhere", "at", "all"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_emulator_asks_for_is_sent_by_the_verbs()
    {
        var container = Build(builder => builder
            .WithControlKey("key")
            .WithStrict(new PartnerCredentials("acme", "secret"), "hooks.acme.test", "*.acme.test")
            .WithClock(TestClock.Skip)
            .WithSetting("Emulator:Webhooks:RetryWaits", "1s"));

        var options = container.OptionsFor(TimeSpan.FromSeconds(5));

        Assert.Equal(("key", true, TimeSpan.FromSeconds(5)), (options.Key, options.Strict, options.Patience));
        Assert.Equal(new PartnerCredentials("acme", "secret"), options.Credentials);
        var environment = container.Configuration.Environments;
        Assert.Equal(("key", "true"), (environment["Emulator__Control__Key"], environment["Emulator__Strict"]));
        Assert.Equal(("acme", "secret"), (environment["Emulator__Tokens__Clients__0__Id"], environment["Emulator__Tokens__Clients__0__Secret"]));
        Assert.Equal("hooks.acme.test,*.acme.test", environment["Emulator__Webhooks__AllowedHosts"]);
        Assert.Equal(("Skip", "1s"), (environment["Emulator__Clock__Mode"], environment["Emulator__Webhooks__RetryWaits"]));
    }

    [Fact]
    public void A_container_that_asks_for_nothing_is_spoken_to_as_any_emulator()
    {
        var options = Build(builder => builder).OptionsFor(patience: null);
        var standard = new ConnectionOptions();

        Assert.Equal((standard.Key, standard.Strict, standard.Credentials, standard.Patience), (options.Key, options.Strict, options.Credentials, options.Patience));
    }

    [Fact]
    public async Task Every_setting_of_a_container_is_one_that_the_emulator_takes()
    {
        var environment = Build(builder => builder.WithControlKey("key").WithStrict(new PartnerCredentials("acme", "secret"), "hooks.acme.test")).Configuration.Environments;
        var options = new EmulatorServerOptions { Clock = TestClock.Real };
        foreach (var (name, value) in environment.Where(variable => variable.Key is not "Emulator__Scenarios__Folder"))
        {
            options.Settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        await using var bank = await EmulatorServer.StartAsync(options, TestContext.Current.CancellationToken);
        await using var known = await EmulatorServer.ConnectAsync(bank.BaseAddress, new ConnectionOptions { Key = "key", Strict = true, Credentials = new PartnerCredentials("acme", "secret") }, TestContext.Current.CancellationToken);

        var partner = known.NewPartner();
        await partner.CreateCustomerAsync(cancellationToken: TestContext.Current.CancellationToken);
        var advance = await partner.AdvanceAsync("1m", TestContext.Current.CancellationToken);
        Assert.Equal(3, advance.Steps);
    }

    private static readonly Uri Nowhere = new("tcp://127.0.0.1:1");

    private static CrossRiverEmulatorConfiguration Configured(Func<CrossRiverEmulatorBuilder, CrossRiverEmulatorBuilder> with) => Build(with).Configuration;

    private static CrossRiverEmulatorContainer Build(Func<CrossRiverEmulatorBuilder, CrossRiverEmulatorBuilder> with) =>
        with(new CrossRiverEmulatorBuilder().WithDockerEndpoint(Nowhere)).Build();
}
