using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Represents the faults of one call.</summary>
internal sealed record InjectedFault
{
    /// <summary>Gets the time that the answer takes in addition to the usual time.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Gets the headers that the answer has in addition.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the lifetime of a token that the call issues, or null for the usual lifetime.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>Gets the fault that replaces the answer, or null if the answer is sent.</summary>
    public FaultResponse? Response { get; init; }

    /// <summary>Gets the number of the call in words, for example <c>call 3 of the world</c>, or null if calls are not counted.</summary>
    public string? Occurrence { get; init; }

    /// <summary>Gets the journal entries of the faults.</summary>
    public IReadOnlyList<FaultEntry> Entries { get; init; } = [];

    /// <summary>Combines the faults of two rules. Latencies add up.</summary>
    /// <remarks>For headers of the same name, lifetimes and replaced answers, the earlier rule wins.</remarks>
    public InjectedFault And(InjectedFault later) => new()
    {
        Latency = Latency + later.Latency,
        Headers = ApiRule.Merge([.. later.Headers, .. Headers]),
        TokenLifetime = TokenLifetime ?? later.TokenLifetime,
        Response = Response ?? later.Response,
        Entries = [.. Entries, .. later.Entries],
    };
}

/// <summary>Represents the fault that replaces an answer.</summary>
/// <param name="IsApplied">Whether the handler of a call that writes runs all the same.</param>
internal sealed record FaultResponse(FaultKind Kind, bool IsApplied)
{
    /// <summary>Gets the status of the answer, or 0 if there is no answer.</summary>
    public int Status { get; init; }

    /// <summary>Gets the value of <c>Retry-After</c>, or null if the answer has none.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Provides the bank's errors for the statuses of rules.</summary>
/// <remarks>Assumed: the bank has codes by ranges, and names few of them.</remarks>
internal static class FaultStatus
{
    // Because the log reports defects, the text marks the status as intended.
    private const string OnPurpose = "A rule of a scenario, of a condition or of `/faults` asks for the status.";

    /// <summary>Returns the exception that answers a status.</summary>
    public static ApiException Refusal(FaultResponse status) => new(ErrorOf(status.Status), MessageOf(status.Status)) { RetryAfter = status.RetryAfter };

    /// <summary>Returns the error of a status from 400 to 599.</summary>
    public static ErrorDefinition ErrorOf(int status) => status switch
    {
        >= StatusCodes.Status500InternalServerError => ErrorCatalog.SystemFault with { Status = status, When = OnPurpose },
        StatusCodes.Status401Unauthorized => ErrorCatalog.Unauthorized,
        _ => KnownError(status) with { Status = status, Message = ErrorCatalog.Invalid.Message, When = OnPurpose },
    };

    public static string MessageOf(int status) => status is >= StatusCodes.Status500InternalServerError or StatusCodes.Status401Unauthorized
        ? ErrorOf(status).Message
        : ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : $"Status {status}";

    private static ErrorDefinition KnownError(int status) => status switch
    {
        StatusCodes.Status403Forbidden => ErrorCatalog.Invalid with { Code = 3000 },
        StatusCodes.Status404NotFound => ErrorCatalog.NotFound,
        StatusCodes.Status408RequestTimeout => ErrorCatalog.TooSlow,
        StatusCodes.Status409Conflict => ErrorCatalog.InProgress,
        StatusCodes.Status429TooManyRequests => ErrorCatalog.TooManyRequests,
        _ => ErrorCatalog.Invalid,
    };
}
