using CrossRiver.Emulator.Cli.Comparing.Differing;

namespace CrossRiver.Emulator.Cli.Comparing.Reporting;

/// <summary>Represents the result of a replay.</summary>
/// <param name="Calls">The number of calls that were made again.</param>
/// <param name="Unanswered">The number of these calls without a recorded answer, which are not compared.</param>
/// <param name="PassedOver">The calls that were not made again.</param>
internal sealed record Comparison(int Calls, int Unanswered, IReadOnlyList<Difference> Differences, IReadOnlyList<PassedCalls> PassedOver);

/// <summary>Represents calls that were not made again for the same reason.</summary>
internal sealed record PassedCalls(string Reason, int Count);
