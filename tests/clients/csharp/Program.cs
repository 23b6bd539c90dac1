using CrossRiver.Emulator.Clients;

// Usage: GeneratedClients kiota|nswag <address of the emulator> <partner>
var (bank, partnerId) = (new Uri(args[1]), Guid.Parse(args[2]));
await (args[0] == "kiota" ? KiotaClient.OnboardAsync(bank, partnerId) : NSwagClient.OnboardAsync(bank, partnerId));
