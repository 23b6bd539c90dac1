using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Decides on the retries after failed attempts.</summary>
internal static class Retries
{
    /// <summary>The failure of an attempt without an answer in time.</summary>
    public const string TimedOut = "timeout";

    /// <summary>Returns whether a failure is tried again.</summary>
    /// <param name="rules">The rules, or null to try again after every failure.</param>
    /// <param name="failure">The failure: <c>timeout</c>, a status, or another word if there was no answer.</param>
    public static bool Takes(RetryRules? rules, string? failure) => rules?.RetryWhen is not { } taken
        || taken.Any(one => one == NameOf(failure) || (one.EndsWith("xx", StringComparison.Ordinal) && NameOf(failure)[0] == one[0] && char.IsAsciiDigit(one[0])));

    /// <summary>Returns the wait before another attempt.</summary>
    /// <param name="wait">The wait of the rules.</param>
    /// <param name="choice">The name of the random choice if there is no plan.</param>
    /// <param name="attempts">The number of attempts so far.</param>
    public static TimeSpan WaitOf(DeliveryPlan? plan, Delay wait, string choice, int attempts, KeyedRandom random)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{plan?.Choice ?? choice}/retry/{attempts}");
        var own = random.From(plan?.Seed);
        var chosen = own.Of(wait, name);
        var jitter = plan?.Retry?.Jitter ?? 0;
        return jitter > 0 ? chosen * (1 + (jitter * ((2 * own.Share($"{name}/jitter")) - 1))) : chosen;
    }

    private static string NameOf(string? failure) =>
        failure is TimedOut || int.TryParse(failure, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? failure! : "connection";
}
