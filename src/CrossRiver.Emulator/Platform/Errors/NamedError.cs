using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>One kind of error: what is answered when something goes wrong.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">1000 to 1999 validation, 2000 to 2999 rules, 3000 to 3999 permissions, 9999 the bank's own fault; <see langword="null"/> where the body has only a message.</param>
/// <param name="Message">For people, with places for what differs.</param>
/// <param name="Name">Its name in <c>docs/errors.md</c>; by default that of the field which holds it.</param>
internal sealed record NamedError(int Status, int? Code, string Message, [CallerMemberName] string Name = "")
{
    /// <summary>When it is answered, in a sentence or two of Markdown.</summary>
    public required string When { get; init; }

    /// <summary>Whether it is known that the bank answers like this; else it is assumed.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Refuses a call for this reason.</summary>
    /// <param name="parts">What differs, in the order of the message's places.</param>
    public RefusedException Refuse(params object?[] parts) => new(this, Tell(parts));

    /// <summary>The message of one case.</summary>
    public string Tell(params object?[] parts) => string.Format(CultureInfo.InvariantCulture, Message, parts);

    /// <summary>The error of one case, for an answer that says more than that.</summary>
    /// <param name="parts">What differs, in the order of the message's places.</param>
    public ApiError ToError(params object?[] parts) => new(Code!.Value, Tell(parts));

    /// <summary>The body of an answer.</summary>
    /// <param name="messages">The messages, at least one.</param>
    public object BodyOf(IReadOnlyList<string> messages) =>
        Code is { } code ? new ApiErrorBody([.. messages.Select(message => new ApiError(code, message))]) : new ApiMessageBody(messages[0]);
}
