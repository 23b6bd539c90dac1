using PartnerApp;

await using var app = PartnerApplication.Create(args);

await app.RunAsync();
