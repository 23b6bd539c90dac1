using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>How answers are kept for calls that are made again: the section <c>Emulator:Idempotency</c>, checked at the start.</summary>
internal sealed class IdempotencyOptions
{
    /// <summary>How long an answer is kept, on the world's clock.</summary>
    /// <value>1 second to 365 days. The default is 7 days.</value>
    /// <remarks>Source of the default: the bank's page on idempotency.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many answers are kept of each partner; the oldest are forgotten, and the log says so.</summary>
    /// <value>10 to 1,000,000. The default is 10,000.</value>
    [Range(10, 1_000_000)]
    public int Answers { get; set; } = 10_000;
}
