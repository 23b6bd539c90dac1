using System.Diagnostics;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios.Steering;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Contract;
using CrossRiver.Emulator.Webhooks.Delivering;

namespace CrossRiver.Emulator.Worlds.Running;

/// <summary>A world's agenda: it knows what its entries say. To do that is to use the world.</summary>
/// <param name="world">The world.</param>
/// <param name="busyWorlds">Where the world stands in line when one slice is not enough.</param>
/// <param name="measurements">Counts how late entries are.</param>
/// <param name="logger">Logs entries that fail, and that the world is behind.</param>
internal sealed partial class WorldAgenda(World world, BusyWorlds busyWorlds, Measurements measurements, ILogger logger)
    : AgendaRunner(world.Clock, world.Turn, busyWorlds, measurements, logger)
{
    // About 10 MB, and what a receiver takes in seconds.
    private const int MostWaiting = 10_000;

    private readonly ILogger _logger = logger;

    /// <summary>Gets by how much the world is behind its clock, or <see langword="null"/> if it is not busy.</summary>
    /// <remarks>Call only while holding the world's turn.</remarks>
    public TimeSpan? Behind => IsBusy && NextDueAt is { } due && due < Clock.Now ? Clock.Now - due : null;

    /// <inheritdoc/>
    public override bool IsCongested => world.Turn.UnderWay > 0 && world.FindPart<Deliveries>()?.Store.Waiting >= MostWaiting;

    // Without a player there is no story.
    protected override bool IsVoid(AgendaEntry entry) => entry switch
    {
        StepEntry step => world.FindPart<ScenarioPlayer>()?.IsVoid(step) is not false,
        HoldEndEntry hold => world.FindPart<ScenarioPlayer>()?.Holds.IsVoid(hold) is not false,
        OutcomeEntry outcome => world.Stories.Outcomes.IsVoid(outcome),
        RetryEntry retry => world.Deliveries.Attempts.IsVoid(retry),
        LateEntry late => world.Deliveries.Detours.IsVoid(late),
        PhantomEntry phantom => world.Faults.Rules.IsVoid(phantom),
        _ => false,
    };

    protected override void Run(DueEntry due)
    {
        world.LastUse.TryUse();
        Do(due);
    }

    protected override void BecomeBusy()
    {
        var next = Next is { } due ? $"{Pending.Of(due)}" : "nothing";
        var behind = Duration.Print(Behind ?? TimeSpan.Zero);
        world.Journal.Add(new ControlEntry { At = Clock.Now, What = $"agenda: more is due than can be done, the world is {behind} behind; next: {next}" });
        LogBusy(world.PartnerId, behind, next);
    }

    protected override void ComeToRest() => world.Journal.Add(new ControlEntry { At = Clock.Now, What = "agenda: all that is due is done" });

    private void Do(DueEntry due)
    {
        switch (due.Entry)
        {
            case StepEntry step:
                world.Player.Play(step, due.DueAt);
                break;
            case HoldEndEntry hold:
                world.Player.EndHold(hold, due.DueAt);
                break;
            case LagEndEntry lag:
                world.Customers.HeldBack.Show(lag.CustomerId, lag.Change);
                break;
            case OutcomeEntry outcome:
                world.Stories.Outcomes.Run(outcome);
                break;
            case RetryEntry retry:
                world.Deliveries.Attempts.Retry(retry);
                break;
            case GatheredEntry gathered:
                world.Deliveries.Close(gathered);
                break;
            case LateEntry late:
                world.Deliveries.Detours.End(late);
                break;
            case ReorderEntry reorder:
                world.Deliveries.Detours.End(reorder);
                break;
            case CopyEntry copy:
                world.Deliveries.Extras.Send(copy);
                break;
            case PhantomEntry phantom when world.Faults.Rules.IsVoid(phantom):
                break;
            case PhantomEntry phantom:
                world.Deliveries.Extras.Send(phantom);
                break;
            case ConditionEndEntry condition:
                world.Faults.End(condition);
                break;
            default:
                throw new UnreachableException($"Nobody knows what to do with {due.Entry}.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "Partner {PartnerId}: more is due than can be done, the world is {Behind} behind its clock; next: {Next}. A reset, a slower clock or a shorter repetition ends it")]
    private partial void LogBusy(Guid partnerId, string behind, string next);
}
