namespace CrossRiver.Emulator.Page.Models;

/// <summary>A view that cannot be shown.</summary>
/// <param name="Messages">The reasons.</param>
public sealed record ProblemModel(IReadOnlyList<string> Messages);
