using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Whether and when a failed attempt is followed by another.</summary>
internal static class Retries
{
    /// <summary>The failure of an attempt that nobody answered in time.</summary>
    public const string TimedOut = "timeout";

    /// <summary>Whether a failure is one that is tried again.</summary>
    /// <param name="rules">The rules, or <see langword="null"/>: then all are.</param>
    /// <param name="failure">The failure: <c>timeout</c>, a status, or another word when there was no answer.</param>
    public static bool Takes(RetryRules? rules, string? failure) => rules?.RetryWhen is not { } taken
        || taken.Any(one => one == NameOf(failure) || (one.EndsWith("xx", StringComparison.Ordinal) && NameOf(failure)[0] == one[0] && char.IsAsciiDigit(one[0])));

    /// <summary>How long to wait before another attempt.</summary>
    /// <param name="plan">The plan of the delivery, or <see langword="null"/>.</param>
    /// <param name="wait">The wait, as the rules have it.</param>
    /// <param name="choice">Names the choice where the plan does not.</param>
    /// <param name="attempts">How many attempts there were.</param>
    public static TimeSpan WaitOf(DeliveryPlan? plan, Delay wait, string choice, int attempts, Chance chance)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{plan?.Choice ?? choice}/retry/{attempts}");
        var own = chance.From(plan?.Seed);
        var chosen = own.Of(wait, name);
        var jitter = plan?.Retry?.Jitter ?? 0;

        return jitter > 0 ? chosen * (1 + (jitter * ((2 * own.Share($"{name}/jitter")) - 1))) : chosen;
    }

    private static string NameOf(string? failure) =>
        failure is TimedOut || int.TryParse(failure, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? failure! : "connection";
}
