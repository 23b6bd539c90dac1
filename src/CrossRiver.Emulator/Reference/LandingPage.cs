using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Reference;

/// <summary>The answer at the root of the emulator's address, with the most important routes.</summary>
/// <remarks>The bank has nothing at this address, so its answer would be a bare 404.</remarks>
internal sealed record LandingPage
{
    public static LandingPage Only { get; } = new();

    public string Emulator { get; } = "CrossRiver.Emulator, a local stand-in for customer onboarding at Cross River Bank";

    public IReadOnlyList<string> Bank { get; } = ["/connect/token", "/core/v1/cm/customers", "/webhooks/v1/registrations"];

    public string Reference { get; } = $"{ControlRoutes.Prefix}/reference";

    // The OpenAPI documents of the bank's routes, and of the emulator's own.
    [JsonPropertyName("openapi")]
    public string OpenApi { get; } = $"{ControlRoutes.Prefix}/openapi/{ReferenceDocument.Bank.Name}.json";

    public string Control { get; } = $"{ControlRoutes.Prefix}/openapi.json";

    public string Ready { get; } = $"{ControlRoutes.Prefix}/ready";

    public string Scenarios { get; } = $"{ControlRoutes.Prefix}/scenarios";
}

/// <summary>Maps the route of the front door.</summary>
internal static class FrontDoorEndpoints
{
    public static void MapFrontDoor(this LazyRoutes routes) => routes.Get("/", GetFrontDoor).ExcludeFromDescription();

    internal static Ok<LandingPage> GetFrontDoor() => TypedResults.Ok(LandingPage.Only);
}
