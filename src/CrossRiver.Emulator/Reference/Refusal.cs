using CrossRiver.Emulator.Control;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios;

namespace CrossRiver.Emulator.Reference;

/// <summary>Represents a refusal of calls in the reference.</summary>
/// <param name="Name">The name of the response in the document.</param>
/// <param name="Text">The conditions, in a sentence or two.</param>
/// <param name="Parts">The variable parts of the message, for the example.</param>
internal sealed record Refusal(string Name, ErrorDefinition Error, string Text, params object[] Parts)
{
    public static Refusal BadRequest { get; } = new(
        "BadRequest", ErrorCatalog.Invalid,
        "The call has faults, each of which is listed (code 1000), or a rule forbids it (2000 to 2999). Nothing was changed.",
        "First name required");

    public static Refusal Unauthorized { get; } = new("Unauthorized", ErrorCatalog.Unauthorized, ErrorCatalog.Unauthorized.When);

    public static Refusal Forbidden { get; } = new(
        "Forbidden", ErrorCatalog.ForeignPartner,
        "The token is good, but for another partner (3001), or it lacks a scope that the settings ask for (3002).",
        "acme", "6f9619ff-8b86-d011-b42d-00c04fc964ff");

    public static Refusal KeyRequired { get; } = new("KeyRequired", ControlErrors.KeyRequired, "`Emulator:Control:Key` is set, and the call does not bring it.");

    public static Refusal ForeignSite { get; } = new(
        "ForeignSite", ControlErrors.CrossSite,
        "A browser makes the call for a page of another site (3403), or the call names a host that is none of the emulator's (3405).",
        "Origin: https://example.test", "http://localhost:5080");

    public static Refusal NotFound { get; } = new(
        "NotFound", ErrorCatalog.NotFound, "Nothing has the identifier or name.", "Customer", "6f9619ff-8b86-d011-b42d-00c04fc964ff");

    public static Refusal TooSlow { get; } = new("TooSlow", ErrorCatalog.TooSlow, ErrorCatalog.TooSlow.When);

    public static Refusal Conflict { get; } = new(
        "Conflict", ErrorCatalog.InProgress,
        "The first call with this idempotency key is not answered yet. Try again with the same key.", "order-1");

    public static Refusal StoryConflict { get; } = new(
        "StoryConflict", ScenarioErrors.StepNotPlanned,
        "The story has continued meanwhile (2410, 2421), the bank never does this (2420), the customer is inactive (2422), or no registration takes the event (2423). Nothing was changed.",
        "review", "not planned: nothing is");

    public static Refusal TooLarge { get; } = new("TooLarge", ErrorCatalog.TooLarge, ErrorCatalog.TooLarge.When);

    public static Refusal NotJson { get; } = new("NotJson", ErrorCatalog.NotJson, ErrorCatalog.NotJson.When);

    public static Refusal NotYaml { get; } = new("NotYaml", ErrorCatalog.NotYaml, ErrorCatalog.NotYaml.When);

    public static Refusal TooManyRequests { get; } = new("TooManyRequests", ErrorCatalog.TooManyRequests, ErrorCatalog.TooManyRequests.When, 100, 1);

    public int StatusCode => Error.Status;

    /// <summary>Gets a body of such an answer.</summary>
    public object Example => Error.BodyOf([Error.Format(Parts)]);
}
