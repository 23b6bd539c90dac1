using System.Reflection;
using System.Runtime.InteropServices;
using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Library;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control;

/// <summary>Whether the emulator is alive, what it is and what it has loaded.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this LazyRoutes control)
    {
        var status = control.Group("").WithTags("Status").WithMetadata(Admission.WithoutKey);

        status.Get("/health", GetHealth);
        status.Get("/ready", GetReady).Produces<Readiness>().Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
        status.Get("/version", GetVersion);
    }

    /// <summary>Answers as long as the process lives.</summary>
    internal static Ok<Health> GetHealth() => TypedResults.Ok(new Health("ok"));

    /// <summary>Tells whether the emulator can be used. If so, its port is bound and its scenarios are loaded; 503 says that it still starts, or that it stops.</summary>
    internal static JsonHttpResult<Readiness> GetReady(ScenariosInForce scenarios, IHostApplicationLifetime lifetime)
    {
        var status = lifetime switch
        {
            { ApplicationStopping.IsCancellationRequested: true } => "stopping",
            { ApplicationStarted.IsCancellationRequested: false } => "starting",
            _ => Readiness.Ready,
        };

        return TypedResults.Json(Readiness.Of(status, scenarios.Current), statusCode: status == Readiness.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Tells which emulator it is. With what it was built from, what it runs on, and how many scenarios ship with it.</summary>
    internal static Ok<VersionBody> GetVersion(ScenariosInForce scenarios) => TypedResults.Ok(VersionBody.Of(scenarios));
}

/// <summary>The emulator is alive.</summary>
internal sealed record Health(string Status);

/// <summary>Whether the emulator can be used.</summary>
/// <param name="Status">
/// <c>ready</c>, <c>starting</c> or <c>stopping</c>. It is ready with a scenario file that went bad after the start, too: its last good version stays in force.
/// </param>
/// <param name="Scenarios">The names of the scenarios in force.</param>
/// <param name="Loads">How often the scenario files were read: 1 after the start, and one more with each change.</param>
/// <param name="Errors">What is wrong with scenario files since the start, one line each, or <see langword="null"/> when nothing is.</param>
internal sealed record Readiness(string Status, IReadOnlyList<string> Scenarios, int Loads, IReadOnlyList<string>? Errors)
{
    public const string Ready = "ready";

    public static Readiness Of(string status, LoadedScenarios loaded) =>
        new(status, [.. loaded.Catalog.Names], loaded.Loads, loaded.Faults is [] ? null : loaded.Faults);
}

/// <summary>Which emulator it is.</summary>
/// <param name="Version">Its release.</param>
/// <param name="Commit">The commit that it was built from, or <see langword="null"/> when that is not known.</param>
/// <param name="Runtime">The .NET that it runs on.</param>
/// <param name="ShippedScenarios">How many scenarios ship with it.</param>
internal sealed record VersionBody(string Version, string? Commit, string Runtime, int ShippedScenarios)
{
    public static VersionBody Of(ScenariosInForce scenarios)
    {
        // The compiler writes both into one text: 0.1.0+commit.
        var build = typeof(VersionBody).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');

        return new VersionBody(build[0], build.ElementAtOrDefault(1), RuntimeInformation.FrameworkDescription, scenarios.ShippedCount);
    }
}
