using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>Provides the metrics of one emulator. ASP.NET Core measures the requests.</summary>
/// <remarks>Tags have few values, so partners, customers and URLs are not tags. Without a listener, nothing is counted.</remarks>
internal sealed class Metrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "CrossRiver.Emulator";

    private static readonly double[] LatenessSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30];
    private static readonly double[] AttemptSeconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _attemptDuration;
    private readonly Histogram<double> _lateness;
    private readonly Counter<long> _suspensions;

    public Metrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _events = _meter.CreateCounter<long>("crossriver.events", "{event}", "Events that happened at the bank, registered for or not.");
        _attempts = _meter.CreateCounter<long>("crossriver.attempts", "{attempt}", "Calls to callback URLs that are over.");
        _attemptDuration = _meter.CreateHistogram(
            "crossriver.attempt.duration", "s", "How long a call to a callback URL took.", advice: Buckets(AttemptSeconds));
        _lateness = _meter.CreateHistogram(
            "crossriver.agenda.lateness",
            "s",
            "Time from the moment an entry of an agenda is due until its requests are handed over.",
            advice: Buckets(LatenessSeconds));
        _suspensions = _meter.CreateCounter<long>(
            "crossriver.registrations.suspended", "{registration}", "Registrations that were suspended because their receiver kept failing.");
    }

    /// <summary>Gets whether a listener measures the lateness of entries.</summary>
    public bool MeasuresLateness => _lateness.Enabled;

    /// <summary>Sets the function that returns the length of all agendas, which is called at each collection.</summary>
    public void ObserveAgendas(Func<int> length) =>
        _meter.CreateObservableUpDownCounter("crossriver.agenda.entries", length, "{entry}", "Scheduled steps and retries, in all worlds.");

    public void Published(string eventName) => _events.Add(1, new KeyValuePair<string, object?>(Tags.EventName, eventName));

    /// <summary>Counts an attempt that has ended.</summary>
    /// <param name="outcome"><c>succeeded</c>, <c>failed</c> or <c>broken_off</c>.</param>
    /// <param name="duration">The duration, or null if the attempt was broken off.</param>
    public void Attempted(string eventName, string outcome, string? errorType, TimeSpan? duration)
    {
        var tags = new TagList { { Tags.EventName, eventName }, { Tags.Outcome, outcome } };
        if (errorType is not null)
        {
            tags.Add(Tags.ErrorType, errorType);
        }

        _attempts.Add(1, tags);
        if (duration is { } taken)
        {
            _attemptDuration.Record(taken.TotalSeconds, tags);
        }
    }

    /// <summary>Records the time from the due moment of an agenda entry until its deliveries were handed over, on its world's clock.</summary>
    public void HandedOver(TimeSpan late) => _lateness.Record(late.TotalSeconds);

    public void Suspended() => _suspensions.Add(1);

    private static InstrumentAdvice<double> Buckets(double[] seconds) => new() { HistogramBucketBoundaries = seconds };
}
