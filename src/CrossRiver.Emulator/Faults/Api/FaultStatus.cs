using CrossRiver.Emulator.Platform.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>The bank's bodies for statuses that rules ask for.</summary>
/// <remarks>Assumed: the bank has codes by ranges, and names few of them.</remarks>
internal static class FaultStatus
{
    // No defect, which would be told in the log.
    private const string OnPurpose = "A rule of a scenario, of a condition or of `/faults` asks for the status.";

    /// <summary>The refusal that has a status.</summary>
    public static RefusedException Refusal(Instead status) => new(ErrorOf(status.Status), MessageOf(status.Status)) { RetryAfter = status.RetryAfter };

    /// <summary>The error of a status from 400 to 599.</summary>
    public static NamedError ErrorOf(int status) => status switch
    {
        >= StatusCodes.Status500InternalServerError => ErrorCatalog.SystemFault with { Status = status, When = OnPurpose },
        StatusCodes.Status401Unauthorized => ErrorCatalog.Unauthorized,
        _ => ErrorCatalog.Invalid with { Status = status, Code = CodeOf(status), When = OnPurpose },
    };

    /// <summary>Its message.</summary>
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
