using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Modules;
using Hangfire;
using Hangfire.Dashboard;

namespace CrossRiver.Emulator.Control;

/// <summary>Provides Hangfire's dashboard, read-only: the jobs that start attempts.</summary>
/// <remarks>A job has succeeded when its attempt has begun. The result of the attempt is in the journal and in the list of deliveries.</remarks>
internal static class DashboardEndpoints
{
    private const string Path = "/hangfire";

    public static void MapDashboard(this LazyRoutes control)
    {
        // Few testers open Hangfire's pages, so they are built on the first call and not at the start.
        var services = control.Builder.ServiceProvider;
        var dashboard = new Lazy<RequestDelegate>(() => Build(services));

        control.Builder.MapGet($"{Path}/{{**page}}", context => dashboard.Value(context)).ExcludeFromDescription().WithMetadata(new TakesAnyQuery());

        // The pages refresh their numbers with this call. All other posts would change something.
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

    // The same checks protect it as all control routes, and it takes no forms.
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
