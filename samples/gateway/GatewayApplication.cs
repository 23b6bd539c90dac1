namespace Gateway;

/// <summary>Builds a gateway that makes several emulators look like one. This file is the table of contents.</summary>
public static class GatewayApplication
{
    /// <summary>Creates a gateway that is ready to run.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Changes that a host makes before the gateway is built; the tests set its address and instances here.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);

        // A body is bounded where it is read: here for calls that name their partner in it, and by the instance for all others.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);

        // The program says in a line what keeps it from listening, and a failed call is an answer that names the instance. Neither needs a stack in the log.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Logging.AddFilter("Yarp.ReverseProxy", LogLevel.Error);
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration("Gateway").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<Instances>().AddSingleton<Router>().AddSingleton<CallOfOne>().AddSingleton<CallOfAll>();
        builder.Services.AddSingleton<HttpMessageInvoker>(_ => new(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
        }));
        configure?.Invoke(builder);

        var app = builder.Build();
        app.Run(AnswerAsync);

        return app;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var services = context.RequestServices;
        try
        {
            var route = await services.GetRequiredService<Router>().FindAsync(context.Request);
            await (route.ToAll ? services.GetRequiredService<CallOfAll>().AnswerAsync(context) : services.GetRequiredService<CallOfOne>().AnswerAsync(context, route.Instances));
        }
        catch (RefusedException refused)
        {
            await Errors.WriteAsync(context.Response, refused.Status, refused.Message);
        }
    }
}
