using Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Packaging.Gateways;

/// <summary>The sample gateway in the test process, on a free port of a real server.</summary>
internal static class RunningGateway
{
    public static WebApplication Start(IReadOnlyList<string> instances)
    {
        var app = GatewayApplication.Create([], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(instances.Select((address, number) => KeyValuePair.Create($"Gateway:Instances:{number}", (string?)address)));
        });
        app.Start();

        return app;
    }
}
