using CrossRiver.Emulator.Platform.Errors;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace CrossRiver.Emulator.Faults;

internal static class FaultErrors
{
    public static readonly ErrorDefinition TooManyFaults = new(Status409Conflict, 2450, "This world has {0} rules already; delete one")
    {
        When = "Ours, under `/_emulator`: a rule of a world's own would be one too many.",
    };

    public static readonly ErrorDefinition ConditionNotActive = new(Status409Conflict, 2451, "The world is not under condition {0}; {1}")
    {
        When = "Ours, under `/_emulator`: a condition is to be stopped that was not started, or has ended.",
    };

    /// <summary>Gets all errors, for registration.</summary>
    public static ErrorDefinition[] All => [TooManyFaults, ConditionNotActive];
}
