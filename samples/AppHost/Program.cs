using CrossRiver.Emulator.Testing;

var builder = DistributedApplication.CreateBuilder(args);

// In a repository of your own, leave the command out: it is that of the installed tool.
var bank = builder.AddCrossRiverEmulator("bank", command: Path.Combine(AppContext.BaseDirectory, "CrossRiver.Emulator"))
    .WithScenarios("../../scenarios");
if (args.Contains("--container"))
{
    bank.RunAsContainer();
}

// The identifier is the default of the app's setting Partner:Id.
var onboarding = bank.AddPartner("onboarding", new Guid("6e80b097-693c-4592-8440-02f345335bbf"));
var app = builder.AddProject<Projects.PartnerApp>("partner-app")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(onboarding)
    .WaitFor(onboarding);
onboarding.WithWebhooksTo(app, "/webhooks", new RegistrationOptions { Username = "bank", Password = "not-for-production" });
if (builder.ExecutionContext.IsRunMode)
{
    // Deployed, the app registers itself.
    app.WithEnvironment("Partner__Registers", "false");
}

await builder.Build().RunAsync();
