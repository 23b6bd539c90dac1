using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Reference;

/// <summary>What somebody sees who opens the emulator's address: where to go from there.</summary>
/// <remarks>The bank has nothing at this address; in its shape the answer would be a bare 404.</remarks>
internal sealed record FrontDoor
{
    public static FrontDoor Only { get; } = new();

    /// <summary>What it is that answers.</summary>
    public string Emulator { get; } = "CrossRiver.Emulator, a local stand-in for customer onboarding at Cross River Bank";

    /// <summary>Where the bank's routes begin.</summary>
    public IReadOnlyList<string> Bank { get; } = ["/connect/token", "/core/v1/cm/customers", "/webhooks/v1/registrations"];

    /// <summary>The page on which every call can be tried.</summary>
    public string Reference { get; } = $"{ControlRoutes.Prefix}/reference";

    /// <summary>The OpenAPI document of the bank's routes.</summary>
    [JsonPropertyName("openapi")]
    public string OpenApi { get; } = $"{ControlRoutes.Prefix}/openapi/{ReferenceDocument.Bank.Name}.json";

    /// <summary>The OpenAPI document of what is ours.</summary>
    public string Control { get; } = $"{ControlRoutes.Prefix}/openapi.json";

    public string Ready { get; } = $"{ControlRoutes.Prefix}/ready";

    public string Scenarios { get; } = $"{ControlRoutes.Prefix}/scenarios";
}

/// <summary>Puts the front door where it is looked for.</summary>
internal static class FrontDoorEndpoints
{
    public static void MapFrontDoor(this LazyRoutes routes) => routes.Get("/", GetFrontDoor).ExcludeFromDescription();

    /// <summary>Says where to go.</summary>
    internal static Ok<FrontDoor> GetFrontDoor() => TypedResults.Ok(FrontDoor.Only);
}
