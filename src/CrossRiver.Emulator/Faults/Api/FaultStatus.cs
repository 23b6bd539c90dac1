using CrossRiver.Emulator.Platform.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Provides the bank's errors for the statuses of rules.</summary>
/// <remarks>Assumed: the bank has codes by ranges, and names few of them.</remarks>
internal static class FaultStatus
{
    // Because the log reports defects, the text marks the status as intended.
    private const string OnPurpose = "A rule of a scenario, of a condition or of `/faults` asks for the status.";

    /// <summary>Returns the exception that answers a status.</summary>
    public static RefusedException Refusal(Instead status) => new(ErrorOf(status.Status), MessageOf(status.Status)) { RetryAfter = status.RetryAfter };

    /// <summary>Returns the error of a status from 400 to 599.</summary>
    public static NamedError ErrorOf(int status) => status switch
    {
        >= StatusCodes.Status500InternalServerError => ErrorCatalog.SystemFault with { Status = status, When = OnPurpose },
        StatusCodes.Status401Unauthorized => ErrorCatalog.Unauthorized,
        _ => ErrorCatalog.Invalid with { Status = status, Code = CodeOf(status), When = OnPurpose },
    };

    public static string MessageOf(int status) => status switch
    {
        >= StatusCodes.Status500InternalServerError => ErrorCatalog.SystemFault.Message,
        StatusCodes.Status401Unauthorized => ErrorCatalog.Unauthorized.Message,
        _ => ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : $"Status {status}",
    };

    private static int? CodeOf(int status) => status switch
    {
        StatusCodes.Status403Forbidden => 3000,
        StatusCodes.Status404NotFound => ErrorCatalog.NotFound.Code,
        StatusCodes.Status408RequestTimeout => ErrorCatalog.TooSlow.Code,
        StatusCodes.Status409Conflict => ErrorCatalog.InProgress.Code,
        StatusCodes.Status429TooManyRequests => ErrorCatalog.TooManyRequests.Code,
        _ => ErrorCatalog.Invalid.Code,
    };
}
