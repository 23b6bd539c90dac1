namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Represents the agenda of a world. Running an entry uses the world.</summary>
internal sealed partial class WorldAgenda(World world, AgendaEntryTypes entries, BusyWorlds busyWorlds, Metrics metrics, ILogger logger)
    : AgendaRunner(world.Clock, world.Lock, busyWorlds, metrics, logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>Gets the time by which the world is behind its clock, or null if it is not busy. Call only while holding the world lock.</summary>
    public TimeSpan? Behind => IsBusy && NextDueAt is { } due && due < Clock.Now ? Clock.Now - due : null;

    public override bool IsCongested => world.Lock.InFlight > 0 && world.Work.Any(work => work.IsCongested);

    protected override bool IsVoid(AgendaEntry entry) => entries.Of(entry).IsObsolete(world, entry);

    protected override void Run(DueEntry due)
    {
        world.Usage.TryUse();
        entries.Of(due.Entry).Run(world, due);
    }

    protected override void BecomeBusy()
    {
        var next = Next is { } due ? $"{ScheduledWork.Of(due)}" : "nothing";
        var behind = Duration.Print(Behind ?? TimeSpan.Zero);
        world.Journal.Add(new ControlEntry { At = Clock.Now, By = EntryCause.Bank, What = $"agenda: more is due than can be done, the world is {behind} behind; next: {next}" });
        LogBusy(world.PartnerId, behind, next);
    }

    protected override void ComeToRest() => world.Journal.Add(new ControlEntry { At = Clock.Now, By = EntryCause.Bank, What = "agenda: all that is due is done" });

    [LoggerMessage(LogLevel.Warning, "Partner {PartnerId}: more is due than can be done, the world is {Behind} behind its clock; next: {Next}. A reset, a slower clock or a shorter repetition ends it")]
    private partial void LogBusy(Guid partnerId, string behind, string next);
}
