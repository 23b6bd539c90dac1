namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>One fault, as the bank reports it.</summary>
/// <param name="Code">See <see cref="ErrorCatalog"/>.</param>
/// <param name="Message">For people; names the field.</param>
internal sealed record ApiError(int Code, string Message);

/// <summary>The body of a refused call.</summary>
internal sealed record ApiErrorBody(IReadOnlyList<ApiError> Errors);

/// <summary>The body of a call that was denied or reached no operation.</summary>
/// <remarks>Source: a recorded 401. Assumed for unknown routes, from the framework the bank uses.</remarks>
internal sealed record ApiMessageBody(string Message);
