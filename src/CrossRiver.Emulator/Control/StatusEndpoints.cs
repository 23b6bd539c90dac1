using CrossRiver.Emulator.Scenarios.Loading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control;

/// <summary>Whether the emulator is alive and what it has loaded.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder control)
    {
        var status = control.MapGroup("").WithTags("Status");

        status.MapGet("/health", GetHealth);
        status.MapGet("/ready", GetReady);
    }

    /// <summary>Answers as long as the process lives.</summary>
    internal static Ok<Health> GetHealth() => TypedResults.Ok(new Health("ok"));

    /// <summary>Answers as soon as the emulator can be used. Its port is bound then and its scenarios are loaded.</summary>
    internal static Ok<Readiness> GetReady(ScenariosInForce scenarios) => TypedResults.Ok(Readiness.Of(scenarios.Current));
}

/// <summary>The emulator is alive.</summary>
internal sealed record Health(string Status);

/// <summary>The emulator can be used.</summary>
/// <param name="Status">
/// Always <c>ready</c>: with a bad scenario file the emulator does not start, and one that goes bad afterwards leaves its last good version in force.
/// </param>
/// <param name="Scenarios">The names of the scenarios in force.</param>
/// <param name="Loads">How often the scenario files were read: 1 after the start, and one more with each change.</param>
/// <param name="Errors">What is wrong with scenario files since the start, one line each, or <see langword="null"/> when nothing is.</param>
internal sealed record Readiness(string Status, IReadOnlyList<string> Scenarios, int Loads, IReadOnlyList<string>? Errors)
{
    public static Readiness Of(LoadedScenarios loaded) =>
        new("ready", [.. loaded.Catalog.Names], loaded.Loads, loaded.Faults is [] ? null : loaded.Faults);
}
