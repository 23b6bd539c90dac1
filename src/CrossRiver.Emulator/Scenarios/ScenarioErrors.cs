using CrossRiver.Emulator.Platform.Errors;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace CrossRiver.Emulator.Scenarios;

/// <summary>Contains the errors of the control routes for the stories of customers.</summary>
internal static class ScenarioErrors
{
    public static readonly ErrorDefinition NothingWaits = new(Status409Conflict, 2410, "The story of customer {0} does not wait for {1}; {2}")
    { When = "Ours, under `/_emulator`: no hold of the customer waits for such an action, or another call has decided." };

    public static readonly ErrorDefinition NeverAtTheBank = new(Status409Conflict, 2420, "It was not done: {0}. Send \"force\": true with an outcome to do it all the same")
    { When = "Ours, under `/_emulator`: the result of a scan never changes like this at the bank." };

    public static readonly ErrorDefinition StepNotPlanned = new(Status409Conflict, 2421, "Step {0} is {1}")
    { When = "Ours, under `/_emulator`: the step of the customer's story has run already, will never run, or others must run before it." };

    public static readonly ErrorDefinition StoryOver = new(Status409Conflict, 2422, "Customer {0} is inactive: nothing happens to it any more")
    { When = "Ours, under `/_emulator`: the customer was deactivated." };

    public static readonly ErrorDefinition StoryForgotten = new(Status409Conflict, 2426, "The story of customer {0} cannot be saved: {1}")
    { When = "Ours, under `/_emulator`: the journal does not have the customer's story from its create on, so that half of it would be saved." };

    public static readonly ErrorDefinition NoScenario = new(Status409Conflict, 2427, "The story of customer {0} is no scenario: {1}")
    { When = "Ours, under `/_emulator`: the customer's story has something that scenario files do not accept, such as too many faults." };

    public static ErrorDefinition[] All => [NothingWaits, NeverAtTheBank, StepNotPlanned, StoryOver, StoryForgotten, NoScenario];
}
