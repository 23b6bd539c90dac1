using static Microsoft.AspNetCore.Http.StatusCodes;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>Contains the errors of every call. Modules and the control routes register others; <c>docs/errors.md</c> lists all.</summary>
/// <remarks>
/// Source: the bank's page on response codes for the ranges of the codes, recorded answers for 1000 and for the 401. Every other code and message
/// is assumed.
/// </remarks>
internal static class ErrorCatalog
{
    /// <summary>The only code that several errors share.</summary>
    public const int ValidationCode = 1000;

    public static readonly ErrorDefinition Invalid = new(Status400BadRequest, ValidationCode, "{0}")
    {
        When = "A field is missing or wrong: one error a fault, each names its field. Also for a query, a header or a path.",
        IsKnown = true,
    };

    public static readonly ErrorDefinition Unreadable = new(Status400BadRequest, ValidationCode, "The request cannot be read")
    {
        When = "The body cannot be read, for example because its chunks are broken. Bytes that are no HTTP get an empty answer.",
    };

    public static readonly ErrorDefinition Unauthorized = new(Status401Unauthorized, Code: null, "Authorization has been denied for this request.")
    {
        When = "A token of the emulator's own has expired; with `--strict`, the token is missing or not the emulator's own.",
        IsKnown = true,
    };

    public static readonly ErrorDefinition ForeignPartner =
        new(Status403Forbidden, 3001, "Client {0} has no permission for partner {1}") { When = "The token's client is bound to another partner." };

    public static readonly ErrorDefinition MissingScope =
        new(Status403Forbidden, 3002, "Scope {0} required") { When = "The settings ask for a scope that the token lacks." };

    public static readonly ErrorDefinition NotFound =
        new(Status404NotFound, 1404, "{0} {1} not found") { When = "There is no such customer, registration, event or child of a customer." };

    public static readonly ErrorDefinition UnknownPartner = new(Status404NotFound, 1410, "There is no world of partner {0}{1}; {2}")
    {
        When = "Ours, under `/_emulator`: the partner that a call names never made a call, or its world was ended. A call that prepares a world makes it.",
    };

    public static readonly ErrorDefinition UnknownRoute =
        new(Status404NotFound, Code: null, "No HTTP resource was found that matches the request URI '{0}'.") { When = "There is no such operation." };

    public static readonly ErrorDefinition MethodNotAllowed =
        new(Status405MethodNotAllowed, ValidationCode, "Method Not Allowed") { When = "The resource has no operation of this method." };

    public static readonly ErrorDefinition TooSlow =
        new(Status408RequestTimeout, 1408, "The request body did not arrive in time") { When = "The body never ends, or arrives too slowly." };

    public static readonly ErrorDefinition InProgress = new(Status409Conflict, 2409, "A request with the idempotency key {0} is still in progress")
    {
        When = "The first request of this idempotency key has not been answered yet.",
    };

    public static readonly ErrorDefinition AlreadyAdvancing = new(Status409Conflict, 2411, "The time of this world is being advanced already; wait until that call is answered")
    {
        When = "Ours, under `/_emulator`: another call advances the time of the world.",
    };

    public static readonly ErrorDefinition TooLarge =
        new(Status413PayloadTooLarge, ValidationCode, "The request body is too large; the limit is 1 MB") { When = "The body has more than 1 MB." };

    public static readonly ErrorDefinition NotJson = new(Status415UnsupportedMediaType, ValidationCode, "The Content-Type must be application/json")
    {
        When = "The body of a call that takes JSON is said to be something else, or nothing.",
    };

    public static readonly ErrorDefinition NotUtf8 = new(Status415UnsupportedMediaType, ValidationCode, "The charset of the Content-Type must be utf-8; encode the body as UTF-8")
    {
        When = "The body is said to have another encoding than UTF-8.",
    };

    public static readonly ErrorDefinition NotYaml = new(
        Status415UnsupportedMediaType,
        ValidationCode,
        "The Content-Type must be application/yaml, text/yaml or text/plain; with curl: --data-binary @file -H 'Content-Type: application/yaml'")
    {
        When = "Ours, under `/_emulator`: the body of a call that takes YAML is said to be something else.",
    };

    public static readonly ErrorDefinition TooManyRequests = new(Status429TooManyRequests, 2429, "Too many requests; the limit is {0} in {1} s")
    {
        When = "The settings limit the rate, and it is exceeded. After the seconds of `Retry-After` at the latest there is room again.",
    };

    public static readonly ErrorDefinition TooManyWorlds = new(Status429TooManyRequests, 2432, "There are {0} worlds already, and no room for partner {1}; end some with DELETE /_emulator/partners/…, or raise the setting Emulator:Worlds:Most")
    {
        When = "Ours: a new partner would begin one world too many. Nothing has changed.",
    };

    public static readonly ErrorDefinition SystemFault = new(Status500InternalServerError, 9999, "System error")
    {
        When = "A defect of the emulator's. Its log has a line with the `request-id` of the answer.",
    };

    /// <summary>Gets all errors of this class, for registration.</summary>
    public static ErrorDefinition[] All =>
    [
        Invalid, Unreadable, Unauthorized, ForeignPartner, MissingScope, NotFound, UnknownPartner, UnknownRoute, MethodNotAllowed, TooSlow, InProgress,
        AlreadyAdvancing, TooLarge, NotJson, NotUtf8, NotYaml, TooManyRequests, TooManyWorlds, SystemFault,
    ];
}
