namespace CrossRiver.Emulator.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Load">How long each load lasts.</param>
/// <param name="Rounds">How often what the machine's other work could disturb is measured; the median is reported.</param>
internal sealed record Effort(TimeSpan Load, int Rounds);
