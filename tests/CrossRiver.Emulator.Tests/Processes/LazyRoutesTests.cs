using System.Net;
using System.Reflection;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CrossRiver.Emulator.Processes;

/// <summary>A start waits for no route but the one that is called.</summary>
public sealed class LazyRoutesTests
{
    [Fact]
    public async Task A_route_is_compiled_when_it_is_called_for_the_first_time_and_not_again()
    {
        var compiled = new List<string>();
        await using var app = EmulatorApplication.CreateEmbedded([]);
        var routes = new LazyRoutes(app.MapGroup(""));
        foreach (var name in (string[])["one", "other"])
        {
            routes.Get($"/{name}", () => name).AddEndpointFilterFactory((_, next) =>
            {
                compiled.Add(name);
                return next;
            });
        }

        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var answers = new[] { await CallAsync(http, "one"), await CallAsync(http, "one") };

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], answers);
        Assert.Equal(["one"], compiled);
    }

    [Fact]
    public async Task No_handler_of_ours_is_compiled_at_the_start()
    {
        await using var app = EmulatorApplication.CreateEmbedded([]);

        IEndpointRouteBuilder routes = app;
        var ours = routes.DataSources.SelectMany(source => source.Endpoints).Where(endpoint => HandlerOf(endpoint)?.Module == typeof(LazyRoutes).Module).ToList();

        Assert.NotEmpty(ours);
        Assert.All(ours, endpoint => Assert.Equal(typeof(LazyRoutes), endpoint.RequestDelegate!.Method.DeclaringType!.DeclaringType));
    }

    private static MethodInfo? HandlerOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<MethodInfo>();

    private static async Task<HttpStatusCode> CallAsync(HttpClient http, string route)
    {
        using var answer = await http.GetAsync(new Uri($"/{route}", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
