using Gateway;
using Microsoft.Extensions.Options;

try
{
    await using var app = GatewayApplication.Create(args);
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException exception)
{
    await Console.Error.WriteLineAsync(string.Join('\n', exception.Failures));
    return 2;
}
catch (IOException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message.TrimEnd('.')}; listen elsewhere: --urls http://localhost:9001");
    return 1;
}
