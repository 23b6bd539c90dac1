using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>One kind of error answer.</summary>
/// <param name="Code">1000 to 1999 validation, 2000 to 2999 rules, 3000 to 3999 permissions, 9999 defects; null if the body has only a message.</param>
/// <param name="Message">The message for people, with places for the parts that differ.</param>
/// <param name="Name">The name in <c>docs/errors.md</c>. The default is the name of the field that holds the error.</param>
internal sealed record ErrorDefinition(int Status, int? Code, string Message, [CallerMemberName] string Name = "")
{
    /// <summary>Gets the conditions of this answer, in a sentence or two of Markdown.</summary>
    public required string When { get; init; }

    /// <summary>Gets whether the bank is known to answer like this. If not, the answer is assumed.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Gets whether only control calls have the error, so that no call of the bank's API meets it.</summary>
    public bool IsOfControl => When.StartsWith("Ours, under `/_emulator`", StringComparison.Ordinal);

    /// <summary>Returns the refusal of a call for this reason.</summary>
    /// <param name="parts">The parts that differ, in the order of the message's places.</param>
    public ApiException ToException(params object?[] parts) => new(this, Format(parts));

    /// <summary>Returns the message of one case.</summary>
    public string Format(params object?[] parts) => string.Format(CultureInfo.InvariantCulture, Message, parts);

    /// <summary>Returns the error of one case, for an answer that has other members, too.</summary>
    public ApiError ToError(params object?[] parts) => new(Code!.Value, Format(parts));

    /// <summary>Returns the body of an answer.</summary>
    /// <param name="messages">The messages, at least one.</param>
    public object BodyOf(IReadOnlyList<string> messages) =>
        Code is { } code ? new ApiErrorBody([.. messages.Select(message => new ApiError(code, message))]) : new ApiMessageBody(messages[0]);
}

/// <summary>One fault, as the bank reports it.</summary>
/// <param name="Code">See <see cref="ErrorCatalog"/>.</param>
/// <param name="Message">For people; names the field.</param>
internal sealed record ApiError(int Code, string Message);

/// <summary>The body of a refused call.</summary>
internal sealed record ApiErrorBody(IReadOnlyList<ApiError> Errors);

/// <summary>The body of a call that was denied or reached no operation.</summary>
/// <remarks>Source: a recorded 401. Assumed for unknown routes, from the framework the bank uses.</remarks>
internal sealed record ApiMessageBody(string Message);
