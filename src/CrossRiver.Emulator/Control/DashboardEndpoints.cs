using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Modules;
using Hangfire;
using Hangfire.Dashboard;

namespace CrossRiver.Emulator.Control;

/// <summary>Hangfire's dashboard: the jobs that start attempts. It shows and changes nothing.</summary>
/// <remarks>A job has succeeded when its attempt has begun. What came of the attempt is in the journal and in the list of deliveries.</remarks>
internal static class DashboardEndpoints
{
    private const string Path = "/hangfire";

    public static void MapDashboard(this LazyRoutes control)
    {
        // Hangfire's pages are of no use to most; who never looks at them does not wait for them at the start either.
        var services = control.Builder.ServiceProvider;
        var dashboard = new Lazy<RequestDelegate>(() => Build(services));

        control.Builder.MapGet($"{Path}/{{**page}}", context => dashboard.Value(context)).ExcludeFromDescription().WithMetadata(new TakesAnyQuery());

        // With this the pages keep their numbers new. All other posts would change something.
        control.Builder.MapPost($"{Path}/stats", context => dashboard.Value(context)).ExcludeFromDescription().WithMetadata(new TakesAnyQuery());
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        var pipeline = new ApplicationBuilder(services)
            .UsePathBase($"{ControlRoutes.Prefix}{Path}")
            .UseMiddleware<AspNetCoreDashboardMiddleware>(services.GetRequiredService<JobStorage>(), ReadOnly(), DashboardRoutes.Routes);
        pipeline.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });

        return pipeline.Build();
    }

    // Who may see it is decided as for every other route of ours, and it takes no forms.
    private static DashboardOptions ReadOnly() => new()
    {
        DashboardTitle = "CrossRiver.Emulator: attempts started",
        AppPath = null,
        DisplayStorageConnectionString = false,
        IsReadOnlyFunc = _ => true,
        Authorization = [],
        IgnoreAntiforgeryToken = true,
    };
}
