using CrossRiver.Emulator.Platform.Errors;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace CrossRiver.Emulator.Control;

/// <summary>Contains the errors of the control routes, except for stories, faults and deliveries.</summary>
internal static class ControlErrors
{
    public static readonly ErrorDefinition KeyRequired = new(Status401Unauthorized, 3401, "A key is required here; send it as X-Emulator-Key: KEY or Authorization: Bearer KEY")
    {
        When = "Ours, under `/_emulator`: `Emulator:Control:Key` is set, and the call does not bring it.",
    };

    public static readonly ErrorDefinition CrossSite = new(Status403Forbidden, 3403, "{0} is not this emulator; only pages of {1} and programs may call it")
    {
        When = "Ours, under `/_emulator`: a browser makes the call for a page of another site.",
    };

    public static readonly ErrorDefinition ForeignHost = new(Status403Forbidden, 3405, "Host {0} is no name of the emulator; add it to the setting Emulator:Control:Hosts to call /_emulator by it")
    {
        When = "Ours, under `/_emulator`: the call names another host than `localhost`, an address or what the settings name. A web page may have given its own name the emulator's address.",
    };

    public static readonly ErrorDefinition WorldNotNamed = new(Status400BadRequest, 2400, "There {0}; name the partner whose world is meant, {1}{2}")
    {
        When = "Ours, under `/_emulator`: the call is about one world and leaves out which, and there is not exactly one.",
    };

    public static readonly ErrorDefinition BadSnapshot = new(Status400BadRequest, 2416, "This is no snapshot that can be restored: {0}")
    {
        When = "Ours, under `/_emulator`: a snapshot is damaged, of another form or of another partner. Nothing has changed.",
    };

    public static readonly ErrorDefinition WaitOver = new(Status408RequestTimeout, 1409, "{0} within {1}")
    {
        When = "Ours, under `/_emulator`: a wait ended before its condition was true. The body has more members: what happened instead, and what was nearest.",
    };

    public static readonly ErrorDefinition AdvanceUnfinished = new(Status408RequestTimeout, 2412, "The time was to go from {0} to {1} and is at {2}: {3}; advance again to go on")
    {
        When = "Ours, under `/_emulator`: an advance took longer than its `timeout`, or would run more than 100,000 entries. What has run has run.",
    };

    public static readonly ErrorDefinition ResetMeanwhile = new(Status409Conflict, 2413, "The world was reset meanwhile, which ends the wait")
    {
        When = "Ours, under `/_emulator`: a world was reset while its time was being advanced.",
    };

    public static readonly ErrorDefinition NotIdle = new(Status408RequestTimeout, 2414, "The world is not idle after {0}: {1}")
    {
        When = "Ours, under `/_emulator`: a world is still busy when the `timeout` of a wait is over.",
    };

    public static readonly ErrorDefinition NeverIdle = new(Status409Conflict, 2415, "Time stands still, and within {0} there is {1}; advance the time, or wait without within")
    {
        When = "Ours, under `/_emulator`: a wait is for a span in which something is due, and the world's clock is manual.",
    };

    public static readonly ErrorDefinition TooManyInboxes = new(Status409Conflict, 2418, "There are {0} inboxes already, {1}; forget the messages of one to make room")
    {
        When = "Ours, under `/_emulator`: an inbox of another name would be one too many.",
    };

    public static readonly ErrorDefinition AliasRefused = new(Status409Conflict, 2419, "The alias {0} cannot be given: {1}; choose another, or take it from there")
    {
        When = "Ours, under `/_emulator`: an alias is that of another partner, or would be one too many.",
    };

    public static readonly ErrorDefinition TooManyCheckpoints = new(Status409Conflict, 2424, "There are {0} checkpoints already, {1}; delete one to make room, for example the oldest: {2}")
    {
        When = "Ours, under `/_emulator`: a checkpoint of another name would be one too many for its world.",
    };

    public static readonly ErrorDefinition TooManyWaits = new(Status429TooManyRequests, 2430, "{0} waits and streams are open; the limit is the setting Emulator:Control:OpenWaits")
    {
        When = "Ours, under `/_emulator`: too many calls wait or follow a journal already. Try again when one has ended.",
    };

    public static readonly ErrorDefinition Stopping = new(Status503ServiceUnavailable, 2433, "The emulator is stopping; the wait was ended")
    {
        When = "Ours, under `/_emulator`: the emulator was asked to stop while a call waited for something.",
    };

    public static ErrorDefinition[] All =>
    [
        KeyRequired, CrossSite, ForeignHost, WorldNotNamed, BadSnapshot, WaitOver, AdvanceUnfinished,
        ResetMeanwhile, NotIdle, NeverIdle, TooManyInboxes, AliasRefused, TooManyCheckpoints, TooManyWaits, Stopping,
    ];
}
