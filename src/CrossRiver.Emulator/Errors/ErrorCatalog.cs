using static Microsoft.AspNetCore.Http.StatusCodes;

namespace CrossRiver.Emulator.Errors;

/// <summary>Every error the emulator answers with. <c>docs/errors.md</c> is printed from here.</summary>
/// <remarks>
/// Source: the bank's page on response codes for the ranges of the codes, recorded answers for 1000 and for the 401.
/// Every other code and message is assumed.
/// </remarks>
internal static class ErrorCatalog
{
    private const int ValidationCode = 1000;

    public static readonly NamedError Invalid = new(Status400BadRequest, ValidationCode, "{0}")
    {
        When = "A field is missing or wrong: one error a fault, each names its field. Also for a query, a header or a path.",
        IsKnown = true,
    };

    public static readonly NamedError Unreadable = new(Status400BadRequest, ValidationCode, "The request cannot be read")
    {
        When = "The body is sent in a way that cannot be understood, such as broken chunks. What is no HTTP at all gets an empty answer.",
    };

    public static readonly NamedError Unauthorized = new(Status401Unauthorized, Code: null, "Authorization has been denied for this request.")
    {
        When = "A token of the emulator's own has expired; with `--strict`, the token is missing or not the emulator's own.",
        IsKnown = true,
    };

    public static readonly NamedError ForeignPartner = new(Status403Forbidden, 3001, "Client {0} has no permission for partner {1}")
    {
        When = "The token's client is bound to another partner.",
    };

    public static readonly NamedError MissingScope = new(Status403Forbidden, 3002, "Scope {0} required")
    {
        When = "The settings ask for a scope that the token lacks.",
    };

    public static readonly NamedError KeyRequired = new(Status401Unauthorized, 3401, "A key is required here; send it as X-Emulator-Key: KEY or Authorization: Bearer KEY")
    {
        When = "Ours, under `/_emulator`: `Emulator:Control:Key` is set, and the call does not bring it.",
    };

    public static readonly NamedError CrossSite = new(Status403Forbidden, 3403, "{0} is not this emulator; only pages of {1} and programs may call it")
    {
        When = "Ours, under `/_emulator`: a browser makes the call for a page of another site.",
    };

    public static readonly NamedError ForeignHost = new(Status403Forbidden, 3405, "Host {0} is no name of the emulator; add it to the setting Emulator:Control:Hosts to call /_emulator by it")
    {
        When = "Ours, under `/_emulator`: the call names another host than `localhost`, an address or what the settings name. A web page may have given its own name the emulator's address.",
    };

    public static readonly NamedError NotFound = new(Status404NotFound, 1404, "{0} {1} not found")
    {
        When = "Nobody has such a customer, registration, event or child of a customer.",
    };

    public static readonly NamedError UnknownPartner = new(Status404NotFound, 1410, "There is no world of partner {0}{1}; {2}")
    {
        When = "Ours, under `/_emulator`: the partner that a call names never made a call, or its world was ended. A call that prepares a world makes it.",
    };

    public static readonly NamedError UnknownRoute = new(Status404NotFound, Code: null, "No HTTP resource was found that matches the request URI '{0}'.")
    {
        When = "There is no such operation.",
    };

    public static readonly NamedError MethodNotAllowed = new(Status405MethodNotAllowed, ValidationCode, "Method Not Allowed")
    {
        When = "The resource has no operation of this method.",
    };

    public static readonly NamedError TooSlow = new(Status408RequestTimeout, 1408, "The request body did not arrive in time")
    {
        When = "The body never ends, or comes too slowly.",
    };

    public static readonly NamedError WaitOver = new(Status408RequestTimeout, 1409, "{0} within {1}")
    {
        When = "Ours, under `/_emulator`: what a call waited for did not happen in its time. The body has more members: what did happen, and what came nearest.",
    };

    public static readonly NamedError InProgress = new(Status409Conflict, 2409, "A request with the idempotency key {0} is still in progress")
    {
        When = "The first request of this idempotency key has not been answered yet.",
    };

    public static readonly NamedError NothingWaits = new(Status409Conflict, 2410, "The story of customer {0} waits for nobody to {1}; {2}")
    {
        When = "Ours, under `/_emulator`: no hold of the customer waits for such an action, or somebody else has decided.",
    };

    public static readonly NamedError NeverAtTheBank = new(Status409Conflict, 2420, "It was not done: {0}. Send \"force\": true with an outcome to do it all the same")
    {
        When = "Ours, under `/_emulator`: the result of a scan never changes like this at the bank.",
    };

    public static readonly NamedError StepNotPlanned = new(Status409Conflict, 2421, "Step {0} is {1}")
    {
        When = "Ours, under `/_emulator`: the step of the customer's story has come already, will never come, or others must come before it.",
    };

    public static readonly NamedError StoryOver = new(Status409Conflict, 2422, "Customer {0} is inactive: nothing happens to it any more")
    {
        When = "Ours, under `/_emulator`: the customer was deactivated.",
    };

    public static readonly NamedError NobodyRegistered = new(Status409Conflict, 2423, "Event {0} would go nowhere: {1}")
    {
        When = "Ours, under `/_emulator`: the partner has no registration of the event, or one of the type File.",
    };

    public static readonly NamedError DeliveryNotReady = new(Status409Conflict, 2431, "Delivery {0} cannot be {1}: {2}")
    {
        When = "Ours, under `/_emulator`: a delivery is not held and so cannot be released, or it is over or just being sent.",
    };

    public static readonly NamedError AlreadyAdvancing = new(Status409Conflict, 2411, "The time of this world is being advanced already; wait until that call is answered")
    {
        When = "Ours, under `/_emulator`: another call advances the time of the world.",
    };

    public static readonly NamedError AdvanceUnfinished = new(Status408RequestTimeout, 2412, "The time was to go from {0} to {1} and is at {2}: {3}; advance again to go on")
    {
        When = "Ours, under `/_emulator`: an advance took longer than its `timeout`, or would run more than 100,000 entries. What has run has run.",
    };

    public static readonly NamedError ResetMeanwhile = new(Status409Conflict, 2413, "The world was reset meanwhile; what was waited for is gone")
    {
        When = "Ours, under `/_emulator`: a world was reset while its time was being advanced.",
    };

    public static readonly NamedError NotIdle = new(Status408RequestTimeout, 2414, "The world is not idle after {0}: {1}")
    {
        When = "Ours, under `/_emulator`: a world is still busy when the `timeout` of a wait is over.",
    };

    public static readonly NamedError NeverIdle = new(Status409Conflict, 2415, "Time stands still, and within {0} there is {1}; advance the time, or wait without within")
    {
        When = "Ours, under `/_emulator`: a wait is for a span in which something is due, and the world's clock is manual.",
    };

    public static readonly NamedError BadSnapshot = new(Status400BadRequest, 2416, "This is no snapshot that can be restored: {0}")
    {
        When = "Ours, under `/_emulator`: a snapshot is damaged, of another form or of another partner. Nothing has changed.",
    };

    public static readonly NamedError TooLarge = new(Status413PayloadTooLarge, ValidationCode, "The request body is too large; the limit is 1 MB")
    {
        When = "The body has more than 1 MB.",
    };

    public static readonly NamedError NotJson = new(Status415UnsupportedMediaType, ValidationCode, "The Content-Type must be application/json")
    {
        When = "The body of a call that takes JSON is said to be something else, or nothing.",
    };

    public static readonly NamedError NotUtf8 = new(Status415UnsupportedMediaType, ValidationCode, "The charset of the Content-Type must be utf-8; encode the body as UTF-8")
    {
        When = "The body is said to have another encoding than UTF-8.",
    };

    public static readonly NamedError NotYaml = new(
        Status415UnsupportedMediaType,
        ValidationCode,
        "The Content-Type must be application/yaml, text/yaml or text/plain; with curl: --data-binary @file -H 'Content-Type: application/yaml'")
    {
        When = "Ours, under `/_emulator`: the body of a call that takes YAML is said to be something else.",
    };

    public static readonly NamedError TooManyRequests = new(Status429TooManyRequests, 2429, "Too many requests; the limit is {0} in {1} s")
    {
        When = "The settings limit the rate, and it is exceeded. After the seconds of `Retry-After` at the latest there is room again.",
    };

    public static readonly NamedError TooManyWaits = new(Status429TooManyRequests, 2430, "{0} waits and streams are open; the limit is the setting Emulator:Control:OpenWaits")
    {
        When = "Ours, under `/_emulator`: too many calls wait already, or follow a journal. One that ends makes room.",
    };

    public static readonly NamedError Stopping = new(Status503ServiceUnavailable, 2433, "The emulator is stopping; the wait was ended")
    {
        When = "Ours, under `/_emulator`: the emulator was asked to stop while a call waited for something.",
    };

    public static readonly NamedError TooManyWorlds = new(Status429TooManyRequests, 2432, "There are {0} worlds already, and no room for partner {1}; end some with DELETE /_emulator/partners/…, or raise the setting Emulator:Worlds:Most")
    {
        When = "Ours: a partner that was never heard of would begin one world too many. Nothing has changed.",
    };

    public static readonly NamedError TooManyInboxes = new(Status409Conflict, 2418, "There are {0} inboxes already, {1}; forget the messages of one to make room")
    {
        When = "Ours, under `/_emulator`: an inbox of another name would be one too many.",
    };

    public static readonly NamedError TooManyFaults = new(Status409Conflict, 2450, "This world has {0} rules already; delete one")
    {
        When = "Ours, under `/_emulator`: a rule of a world's own would be one too many.",
    };

    public static readonly NamedError ConditionNotActive = new(Status409Conflict, 2451, "The world is not under condition {0}; {1}")
    {
        When = "Ours, under `/_emulator`: a condition is to be stopped that was not started, or has ended.",
    };

    public static readonly NamedError DuplicateRegistration = new(Status400BadRequest, 2001, "EventName {0} is already registered for this partner")
    {
        When = "The partner has a registration of this event already.",
    };

    public static readonly NamedError UnknownOwner = new(Status400BadRequest, 2002, "{0} {1} is not a Personal customer of this partner")
    {
        When = "The owner of a business is not known, or is no person.",
    };

    public static readonly NamedError InactiveCustomer = new(Status400BadRequest, 2003, "Customer {0} is inactive")
    {
        When = "The customer was deactivated; it can only be read.",
    };

    public static readonly NamedError NotABusiness = new(Status400BadRequest, 2004, "Customer {0} is not a Business")
    {
        When = "Only a Business has beneficial owners.",
    };

    public static readonly NamedError TooMuchOwnership = new(Status400BadRequest, 2005, "OwnershipPercentage of all beneficial owners is {0}, more than 100")
    {
        When = "The beneficial owners of a business would own more than all of it.",
    };

    public static readonly NamedError NoRegistration = new(Status400BadRequest, 2006, "Event {0} has no registration any more")
    {
        When = "The event goes nowhere any more: its registration was deleted.",
    };

    public static readonly NamedError WorldNotNamed = new(Status400BadRequest, 2400, "There {0}; name the partner whose world is meant, {1}{2}")
    {
        When = "Ours, under `/_emulator`: the call is about one world and leaves out which, and there is not exactly one.",
    };

    public static readonly NamedError NotPolled = new(Status400BadRequest, 2007, "Event {0} is pushed and cannot be acknowledged")
    {
        When = "Only events of a Poll registration are acknowledged.",
    };

    public static readonly NamedError SystemFault = new(Status500InternalServerError, 9999, "System error")
    {
        When = "A defect of the emulator's. Its log has a line with the `request-id` of the answer.",
    };
}
