using CrossRiver.Emulator.Kernel.Journal.Keeping;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>A world as it was at a moment: everything but its journal, which only a file of the state keeps. With it, the rest of every story goes as it would have gone.</summary>
/// <remarks>It holds the passwords of registrations and the signing secret: without them nothing could be sent.</remarks>
internal sealed record WorldSnapshot
{
    public required Guid PartnerId { get; init; }

    /// <summary>The moment it was taken, on the world's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The world's epoch; a world that is restored begins a later one.</summary>
    public required int Epoch { get; init; }

    /// <summary>The number of the journal's last entry; a world that is restored numbers on after it.</summary>
    public long LastEntry { get; init; }

    /// <summary>Where random choices come from.</summary>
    public required long ChanceSeed { get; init; }

    public required SavedClock Clock { get; init; }

    /// <summary>What is due and when, in order.</summary>
    public required IReadOnlyList<DueEntry> Agenda { get; init; }

    /// <summary>The journal; <see langword="null"/> but in a file of the state.</summary>
    public SavedJournal? Journal { get; init; }

    /// <summary>Gets what the snapshot contains of each part of the world, by its name: a member of the JSON like the others.</summary>
    [JsonIgnore]
    public Dictionary<string, object> Parts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Finds what the snapshot contains of a part by its type, or returns null.</summary>
    public T? Find<T>()
        where T : class => Parts.Values.OfType<T>().FirstOrDefault();
}

/// <summary>How a world's time went.</summary>
/// <param name="Mode">How it passed.</param>
/// <param name="Speed">How many times as fast as the machine's.</param>
/// <param name="Now">The moment it was.</param>
/// <param name="Machine">The moment it was on the machine.</param>
internal sealed record SavedClock(ClockMode Mode, double Speed, DateTimeOffset Now, DateTimeOffset Machine)
{
    public static SavedClock Of(EmulatorClock clock) => new(clock.Course.Mode, clock.Course.Speed, clock.Now, clock.MachineNow);

    /// <summary>
    /// How the time goes on. Real time has gone on meanwhile, and what was due in it comes at once; any other goes on from where it was.
    /// </summary>
    public ClockCourse GoOn(DateTimeOffset machineNow)
    {
        var missed = Mode is ClockMode.Real && Speed is 1 && machineNow > Machine ? machineNow - Machine : TimeSpan.Zero;
        return new ClockCourse(Mode, Speed, ClockCourse.Later(Now, missed), machineNow);
    }
}
