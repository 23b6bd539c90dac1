using CrossRiver.Emulator.Testing;

var builder = DistributedApplication.CreateBuilder(args);

// In a repository of your own, leave the command out: it is that of the installed tool.
var bank = builder.AddCrossRiverEmulator("bank", command: Path.Combine(AppContext.BaseDirectory, "CrossRiver.Emulator"))
    .WithScenarios("../../scenarios");
if (args.Contains("--container"))
{
    bank.RunAsContainer();
}

var onboarding = bank.AddPartner("onboarding");
var app = builder.AddProject<Projects.PartnerApp>("partner-app")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(onboarding)
    .WithEnvironment("Partner__Id", onboarding.Resource.PartnerId.ToString())
    .WithEnvironment("Partner__Registers", "false")
    .WaitFor(onboarding);
onboarding.WithWebhooksTo(app, "/webhooks", new RegistrationOptions { Username = "bank", Password = "not-for-production" });

await builder.Build().RunAsync();
