using PartnerApp;

await using var app = PartnerApplication.Create(args);

try
{
    await app.StartAsync();
}
catch (IOException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message.TrimEnd('.')}; listen elsewhere: --urls http://localhost:9001");
    return 1;
}

await app.WaitForShutdownAsync();
return 0;
