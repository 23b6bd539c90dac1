using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>The metrics of one emulator. Requests are not among them: ASP.NET Core measures them itself.</summary>
/// <remarks>What has a tag is bounded: no partner, customer or URL is one. Without a listener nothing is counted.</remarks>
internal sealed class Measurements
{
    /// <summary>The name under which a listener finds them.</summary>
    public const string MeterName = "CrossRiver.Emulator";

    private static readonly double[] LatenessSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30];
    private static readonly double[] AttemptSeconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _attemptDuration;
    private readonly Histogram<double> _lateness;
    private readonly Counter<long> _suspensions;

    public Measurements(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _events = _meter.CreateCounter<long>("crossriver.events", "{event}", "Events that happened at the bank, registered for or not.");
        _attempts = _meter.CreateCounter<long>("crossriver.attempts", "{attempt}", "Calls to callback URLs that are over.");
        _attemptDuration = _meter.CreateHistogram(
            "crossriver.attempt.duration",
            "s",
            "How long a call to a callback URL took.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = AttemptSeconds });
        _lateness = _meter.CreateHistogram(
            "crossriver.agenda.lateness",
            "s",
            "How long after it was due an entry of an agenda was done and what it has to send was handed over.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = LatenessSeconds });
        _suspensions = _meter.CreateCounter<long>(
            "crossriver.registrations.suspended",
            "{registration}",
            "Registrations that were suspended because their receiver kept failing.");
    }

    /// <summary>Whether anybody wants to know how late entries are.</summary>
    public bool MeasuresLateness => _lateness.Enabled;

    /// <summary>Has the length of all agendas asked for whenever metrics are collected.</summary>
    public void ObserveAgendas(Func<int> length) =>
        _meter.CreateObservableUpDownCounter("crossriver.agenda.entries", length, "{entry}", "Steps and retries that are still to come, in all worlds.");

    /// <summary>An event has happened.</summary>
    public void Published(string eventName) => _events.Add(1, new KeyValuePair<string, object?>(Tags.EventName, eventName));

    /// <summary>An attempt is over.</summary>
    /// <param name="eventName">The event that was sent.</param>
    /// <param name="outcome"><c>succeeded</c>, <c>failed</c> or <c>broken_off</c>.</param>
    /// <param name="errorType">Why it failed, or <see langword="null"/>.</param>
    /// <param name="duration">How long it took, or <see langword="null"/> when it came to no end.</param>
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

    /// <summary>An entry of an agenda is done, and what it has to send is handed over.</summary>
    /// <param name="late">How long after it was due, on its world's clock.</param>
    public void HandedOver(TimeSpan late) => _lateness.Record(late.TotalSeconds);

    /// <summary>A registration was suspended.</summary>
    public void Suspended() => _suspensions.Add(1);
}
