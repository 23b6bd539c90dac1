namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>The agenda of a world. The areas that book entries have registered what these do; to do it is to use the world.</summary>
/// <param name="entries">The types of entries that agendas have.</param>
/// <param name="busyWorlds">Where the world stands in line when one slice is not enough.</param>
/// <param name="measurements">Counts how late entries are.</param>
/// <param name="logger">Logs entries that fail, and that the world is behind.</param>
internal sealed partial class WorldAgenda(World world, AgendaEntryTypes entries, BusyWorlds busyWorlds, Measurements measurements, ILogger logger)
    : AgendaRunner(world.Clock, world.Turn, busyWorlds, measurements, logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>Gets by how much the world is behind its clock, or null if it is not busy.</summary>
    /// <remarks>Call only while holding the world's turn.</remarks>
    public TimeSpan? Behind => IsBusy && NextDueAt is { } due && due < Clock.Now ? Clock.Now - due : null;

    /// <inheritdoc/>
    public override bool IsCongested => world.Turn.UnderWay > 0 && world.Work.Any(work => work.IsCongested);

    protected override bool IsVoid(AgendaEntry entry) => entries.Of(entry).IsObsolete(world, entry);

    protected override void Run(DueEntry due)
    {
        world.LastUse.TryUse();
        entries.Of(due.Entry).Run(world, due);
    }

    protected override void BecomeBusy()
    {
        var next = Next is { } due ? $"{Pending.Of(due)}" : "nothing";
        var behind = Duration.Print(Behind ?? TimeSpan.Zero);
        world.Journal.Add(new ControlEntry { At = Clock.Now, What = $"agenda: more is due than can be done, the world is {behind} behind; next: {next}" });
        LogBusy(world.PartnerId, behind, next);
    }

    protected override void ComeToRest() => world.Journal.Add(new ControlEntry { At = Clock.Now, What = "agenda: all that is due is done" });

    [LoggerMessage(LogLevel.Warning, "Partner {PartnerId}: more is due than can be done, the world is {Behind} behind its clock; next: {Next}. A reset, a slower clock or a shorter repetition ends it")]
    private partial void LogBusy(Guid partnerId, string behind, string next);
}
