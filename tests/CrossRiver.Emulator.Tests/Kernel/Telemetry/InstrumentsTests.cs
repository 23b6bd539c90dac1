using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>The instruments, and what is counted with them.</summary>
public sealed class InstrumentsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, Instrument> _instruments = new(StringComparer.Ordinal);
    private readonly List<string> _measured = [];
    private readonly Metrics _metrics;

    public InstrumentsTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                _instruments[instrument.Name] = instrument;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, $"{value}", tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, $"{value}", tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, FormattableString.Invariant($"{value}"), tags));
        _listener.Start();
        _metrics = new Metrics(meters);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Theory]
    [InlineData("crossriver.events", "{event}", "Events that happened at the bank, registered for or not.")]
    [InlineData("crossriver.attempts", "{attempt}", "Calls to callback URLs that are over.")]
    [InlineData("crossriver.attempt.duration", "s", "How long a call to a callback URL took.")]
    [InlineData("crossriver.agenda.lateness", "s", "Time from the moment an entry of an agenda is due until its requests are handed over.")]
    [InlineData("crossriver.registrations.suspended", "{registration}", "Registrations that were suspended because their receiver kept failing.")]
    [InlineData("crossriver.agenda.entries", "{entry}", "Scheduled steps and retries, in all worlds.")]
    public void Each_instrument_says_its_unit_and_what_it_measures(string name, string unit, string description)
    {
        _metrics.ObserveAgendas(() => 3);

        Assert.Equal((unit, description), (_instruments[name].Unit, _instruments[name].Description));
        Assert.Equal("CrossRiver.Emulator", _instruments[name].Meter.Name);
    }

    [Fact]
    public void What_happens_is_counted_with_its_tags()
    {
        _metrics.ObserveAgendas(() => 3);
        _metrics.Published("E");
        _metrics.Attempted("E", "succeeded", errorType: null, TimeSpan.FromSeconds(2));
        _metrics.Attempted("E", "broken_off", "500", duration: null);
        _metrics.HandedOver(TimeSpan.FromMilliseconds(5));
        _metrics.Suspended();
        _listener.RecordObservableInstruments();

        Assert.Equal(
            [
                "crossriver.events 1 crossriver.event.name=E",
                "crossriver.attempts 1 crossriver.event.name=E crossriver.attempt.outcome=succeeded",
                "crossriver.attempt.duration 2 crossriver.event.name=E crossriver.attempt.outcome=succeeded",
                "crossriver.attempts 1 crossriver.event.name=E crossriver.attempt.outcome=broken_off error.type=500",
                "crossriver.agenda.lateness 0.005",
                "crossriver.registrations.suspended 1",
                "crossriver.agenda.entries 3",
            ],
            _measured);
        Assert.True(_metrics.MeasuresLateness);
    }

    [Fact]
    public void Histograms_advise_buckets_for_their_values()
    {
        Assert.Equal([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30], BucketsOf("crossriver.agenda.lateness"));
        Assert.Equal([0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30], BucketsOf("crossriver.attempt.duration"));
    }

    private IEnumerable<double> BucketsOf(string name) => ((Histogram<double>)_instruments[name]).Advice!.HistogramBucketBoundaries!;

    private void Note(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Add(string.Join(' ', (string[])[instrument.Name, value, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]));
}
