using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Platform.RateLimits;

/// <summary>How much the bank's operations take: the section <c>Emulator:Limits</c>, checked at the start.</summary>
internal sealed class LimitOptions
{
    /// <summary>How many calls each partner or client may make in a window; more are answered 429.</summary>
    /// <value>0 to 1,000,000; 0 is no limit. The default is 0.</value>
    /// <remarks>The bank answers 429; its numbers are not public.</remarks>
    [Range(0, 1_000_000)]
    public int Requests { get; set; }

    /// <summary>How long a window is.</summary>
    /// <value>100 milliseconds to 1 day, in real time. The default is 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whose calls are counted together.</summary>
    /// <value><c>Partner</c> or <c>Client</c>. The default is <c>Partner</c>.</value>
    public LimitedBy Per { get; set; }
}

/// <summary>Whose calls are counted together.</summary>
internal enum LimitedBy
{
    /// <summary>Those that concern one partner, whoever makes them; those that concern none by their client, or else by their address.</summary>
    Partner,

    /// <summary>Those with the tokens of one client; those without a token of ours by their address.</summary>
    Client,
}
