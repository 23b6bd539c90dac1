using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Benchmarks.Curves;

/// <summary>Agendas with many entries, on a clock that stands still.</summary>
internal static class Agendas
{
    // A prime, so that the entries come in no order.
    private const int Stride = 7_919;

    /// <summary>In which the entries are due.</summary>
    public static TimeSpan Span { get; } = TimeSpan.FromDays(2);

    public static Agenda Standing(out EmulatorClock clock)
    {
        clock = new EmulatorClock(TimeProvider.System);
        clock.Go(ClockMode.Manual, speed: 1);
        return new Unheard(clock);
    }

    /// <summary>Books entries all over the span.</summary>
    public static void Fill(Agenda agenda, EmulatorClock clock, int count)
    {
        for (var number = 0; number < count; number++)
        {
            agenda.Book(clock.Now + (Span * ((number * (long)Stride % count) / (double)count)), new StepEntry(Guid.Empty, Lane: 0, number));
        }
    }

    private sealed class Unheard(EmulatorClock clock) : Agenda(clock)
    {
        protected override bool IsVoid(AgendaEntry entry) => false;

        protected override void RunDue()
        {
        }
    }
}
