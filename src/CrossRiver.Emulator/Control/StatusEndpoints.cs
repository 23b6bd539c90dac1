using System.Reflection;
using System.Runtime.InteropServices;
using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Https;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Library;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control;

/// <summary>Provides the health, the readiness and the version of the emulator.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this LazyRoutes control)
    {
        var status = control.Group("").WithTags("Status").WithMetadata(ControlAccess.WithoutKey);

        status.Get("/health", GetHealth);
        status.Get("/ready", GetReady).Produces<Readiness>().Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
        status.Get("/version", GetVersion);
    }

    /// <summary>Answers as long as the process lives.</summary>
    internal static Ok<Health> GetHealth() => TypedResults.Ok(new Health("ok"));

    /// <summary>Returns whether the emulator is ready. Then its port is bound and its scenarios are loaded; 503 means that it starts or stops.</summary>
    internal static JsonHttpResult<Readiness> GetReady(ScenarioLibrary scenarios, IHostApplicationLifetime lifetime)
    {
        var status = lifetime switch
        {
            { ApplicationStopping.IsCancellationRequested: true } => "stopping",
            { ApplicationStarted.IsCancellationRequested: false } => "starting",
            _ => Readiness.Ready,
        };

        var statusCode = status == Readiness.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;

        return TypedResults.Json(Readiness.Of(status, scenarios.Current), statusCode: statusCode);
    }

    /// <summary>Returns the version of the emulator. With its commit, its runtime and the number of scenarios that ship with it.</summary>
    internal static Ok<VersionBody> GetVersion(ScenarioLibrary scenarios) => TypedResults.Ok(VersionBody.Of(scenarios));
}

/// <summary>Represents a sign that the emulator is alive.</summary>
internal sealed record Health(string Status);

/// <summary>Represents the readiness of the emulator.</summary>
/// <param name="Status"><c>ready</c>, <c>starting</c> or <c>stopping</c>. A scenario file that breaks after the start keeps its last good version.</param>
/// <param name="Scenarios">The names of the scenarios in force.</param>
/// <param name="Loads">The number of times that the scenario files were read: 1 after the start, and one more with each change.</param>
/// <param name="Errors">The errors in scenario files since the start, one line each, or null if there are none.</param>
internal sealed record Readiness(string Status, IReadOnlyList<string> Scenarios, int Loads, IReadOnlyList<string>? Errors)
{
    public const string Ready = "ready";

    public static Readiness Of(string status, LoadedScenarios loaded) =>
        new(status, [.. loaded.Catalog.Names], loaded.Loads, loaded.Faults is [] ? null : loaded.Faults);
}

/// <summary>Represents the version of the emulator.</summary>
/// <param name="Version">Its release.</param>
/// <param name="Commit">The commit that it was built from, or null if that is not known.</param>
/// <param name="Runtime">The .NET that it runs on.</param>
/// <param name="ShippedScenarios">The number of scenarios that ship with it.</param>
internal sealed record VersionBody(string Version, string? Commit, string Runtime, int ShippedScenarios)
{
    public static VersionBody Of(ScenarioLibrary scenarios)
    {
        // The compiler writes both into one text: 0.1.0+commit.
        var build = typeof(VersionBody).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');

        return new VersionBody(build[0], build.ElementAtOrDefault(1), RuntimeInformation.FrameworkDescription, scenarios.ShippedCount);
    }
}

/// <summary>Provides the certificate of the emulator, for clients that are to trust it.</summary>
internal static class CertificateEndpoints
{
    public static void MapCertificate(this LazyRoutes control) =>
        control.Get("/certificate.pem", GetCertificate).WithTags("Status").WithMetadata(ControlAccess.WithoutKey);

    /// <summary>Returns the certificate that https clients see. In PEM, with its issuers if they are known; public parts only.</summary>
    internal static ContentHttpResult GetCertificate(ServerCertificate certificate) =>
        certificate.Pem is { } pem
            ? TypedResults.Text(pem, "application/x-pem-file")
            : throw new ApiException(ErrorCatalog.NotFound, "There is no certificate: https is off; start with --https or with Emulator__Https__Enabled=true");
}
