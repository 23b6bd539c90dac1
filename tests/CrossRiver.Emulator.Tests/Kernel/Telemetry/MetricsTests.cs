using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>What is counted of stories whose every event is known.</summary>
public sealed class MetricsTests : IAsyncDisposable
{
    private readonly StandingEmulator _emulator = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measured = new();
    private readonly MeterListener _listener = new();

    public MetricsTests()
    {
        var own = _emulator.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == own && instrument.Meter.Name == Metrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Events_are_counted_by_name_and_attempts_by_what_came_of_them()
    {
        var answers = new Queue<int>([StatusCodes.Status503ServiceUnavailable]);
        await using var inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(answers.TryDequeue(out var status) ? status : StatusCodes.Status200OK));
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await partner.OnboardAsync();

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        Assert.Equal(
            [$"event.name={CustomerEvents.OfacChanged}", $"event.name={CustomerEvents.Onboarded}", $"event.name={CustomerEvents.PepScanChanged}"],
            Of("crossriver.events").Order(StringComparer.Ordinal));
        string[] attempts =
        [
            $"event.name={CustomerEvents.Onboarded} attempt.outcome=failed error.type=503",
            $"event.name={CustomerEvents.Onboarded} attempt.outcome=succeeded",
        ];
        Assert.Equal(attempts, Of("crossriver.attempts"));
        Assert.Equal(attempts, Of("crossriver.attempt.duration"));
    }

    [Fact]
    public async Task An_attempt_that_a_reset_breaks_off_is_counted_as_such()
    {
        await using var hanging = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(hanging.Url, CustomerEvents.Onboarded);
        await partner.OnboardAsync();
        _emulator.Clock.Advance(TimeSpan.FromMilliseconds(100));
        await hanging.NextAsync();

        await partner.PostTextAsync($"/_emulator/partners/{partner.Id}/reset", """{"keep":[]}""");

        Assert.Equal([$"event.name={CustomerEvents.Onboarded} attempt.outcome=broken_off"], Of("crossriver.attempts"));
        Assert.Empty(Of("crossriver.attempt.duration"));
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_has_its_own_word_and_its_registration_is_counted_when_suspended()
    {
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(new Uri("http://127.0.0.1:1/hooks"), CustomerEvents.Onboarded);
        await partner.OnboardAsync();

        foreach (var seconds in new[] { 1, 1, 2, 4 })
        {
            await _emulator.AdvanceAsync(TimeSpan.FromSeconds(seconds), partner);
        }

        Assert.Equal(
            Enumerable.Repeat($"event.name={CustomerEvents.Onboarded} attempt.outcome=failed error.type=connection_error", 4),
            Of("crossriver.attempts"));
        Assert.Equal([""], Of("crossriver.registrations.suspended"));
    }

    [Fact]
    public async Task The_agendas_of_all_worlds_are_as_long_as_what_is_still_to_come()
    {
        var one = _emulator.NewPartner();
        var two = _emulator.NewPartner();
        await one.OnboardAsync();
        await one.OnboardAsync();
        await two.OnboardAsync();
        _listener.RecordObservableInstruments();

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), one);
        await two.WhenIdleAsync();
        _listener.RecordObservableInstruments();

        Assert.Equal([3, 0], _measured.Where(measured => measured.Name is "crossriver.agenda.entries").Select(measured => measured.Value));
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_entry_is_measured_against_the_moment_it_was_due()
    {
        var partner = _emulator.NewPartner();
        await partner.OnboardAsync();

        // The first step is due after 100 ms.
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(350), partner);
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(650), partner);

        // What is handed over is measured after the turn, at whose end the world is idle.
        var late = Late();
        while (late.Count < 3)
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            late = Late();
        }

        Assert.Equal(3, late.Count);
        Assert.InRange(late.Max(), 0.250, 0.900);
        Assert.All(late, seconds => Assert.InRange(seconds, 0, 0.900));

        List<double> Late() => [.. _measured.Where(measured => measured.Name is "crossriver.agenda.lateness").Select(measured => measured.Value)];
    }

    [Fact]
    public async Task Nothing_that_is_counted_names_a_partner_or_a_customer()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        var customer = await partner.OnboardAsync();

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        Assert.NotEmpty(_measured);
        Assert.DoesNotContain(_measured, measured => measured.Tags.Contains(partner.Id.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(_measured, measured => measured.Tags.Contains((string)customer["id"]!, StringComparison.Ordinal));
    }

    private IEnumerable<string> Of(string name) => _measured.Where(measured => measured.Name == name).Select(measured => measured.Tags);

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var words = tags.ToArray().Select(tag => $"{tag.Key.Replace("crossriver.", "", StringComparison.Ordinal)}={tag.Value}");
        _measured.Enqueue((instrument.Name, value, string.Join(' ', words)));
    }
}
