using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Page.Models;

namespace CrossRiver.Emulator.Ui.Deliveries;

/// <summary>Describes deliveries in words.</summary>
internal static class DeliveryWords
{
    /// <summary>Returns the reason for which a delivery is not over, or null if it is.</summary>
    public static string? WaitOf(Delivery? delivery) => delivery?.State switch
    {
        DeliveryState.Waiting => "waits for an earlier webhook of its line",
        DeliveryState.UnderWay => "is being sent",
        DeliveryState.Retrying => "failed, and is tried again",
        DeliveryState.Held => "is held: the registration is suspended",
        DeliveryState.Paused => "is paused by a tester",
        DeliveryState.Delayed => "is delayed on purpose",
        DeliveryState.Polled => "waits to be polled",
        _ => null,
    };

    /// <summary>Returns the attempts of a delivery, the oldest first.</summary>
    public static IReadOnlyList<AttemptLine> AttemptsOf(Delivery? delivery) => [.. (delivery?.Attempts ?? []).Select(AttemptOf)];

    private static AttemptLine AttemptOf(Attempt attempt) =>
        new(attempt.Number, EasternTime.From(attempt.SentAt), attempt.Result.Succeeded, ResultOf(attempt.Result))
        {
            Address = MaskedUrl.Of(attempt.Result.Url),
            Answer = attempt.Result.Answer,
        };

    private static string ResultOf(AttemptResult result)
    {
        var answer = result.StatusCode is { } status ? $"{status}" : "no answer";
        var reason = result.Failure is { } failure ? $": {failure}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{answer} after {result.Duration.TotalMilliseconds:0} ms{reason}");
    }
}
