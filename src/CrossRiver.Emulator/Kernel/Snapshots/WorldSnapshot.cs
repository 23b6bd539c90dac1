using CrossRiver.Emulator.Kernel.Journal.Keeping;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Represents a world at one moment, from which every story continues in the same way. Only a state file contains the journal.</summary>
/// <remarks>It contains the passwords of registrations and the signing secret, because deliveries need them.</remarks>
internal sealed record WorldSnapshot
{
    public required Guid PartnerId { get; init; }

    /// <summary>Gets the moment of the snapshot, on the world's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Gets the world's epoch. A restored world begins a later one.</summary>
    public required int Epoch { get; init; }

    /// <summary>Gets the number of the journal's last entry. A restored world continues it.</summary>
    public long LastEntry { get; init; }

    /// <summary>Gets the seed of random choices.</summary>
    public required long ChanceSeed { get; init; }

    public required SavedClock Clock { get; init; }

    /// <summary>Gets the entries of the agenda, in order.</summary>
    public required IReadOnlyList<DueEntry> Agenda { get; init; }

    /// <summary>Gets the journal, or null except in a state file.</summary>
    public SavedJournal? Journal { get; init; }

    /// <summary>Gets the content of each part of the world, by its name. The parts are members of the JSON like the others.</summary>
    [JsonIgnore]
    public Dictionary<string, object> Parts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Finds the content of a part by its type, or returns null.</summary>
    public T? Find<T>()
        where T : class => Parts.Values.OfType<T>().FirstOrDefault();
}

/// <summary>Represents a world's clock at one moment.</summary>
/// <param name="Speed">The speed, as a multiple of the machine's.</param>
/// <param name="Now">The moment on the world's clock.</param>
/// <param name="Machine">The moment on the machine's clock.</param>
internal sealed record SavedClock(ClockMode Mode, double Speed, DateTimeOffset Now, DateTimeOffset Machine)
{
    public static SavedClock Of(EmulatorClock clock) => new(clock.Course.Mode, clock.Course.Speed, clock.Now, clock.MachineNow);

    /// <summary>Returns the course from now on. A clock in real time catches up with the machine; any other continues from its moment.</summary>
    public ClockSetting GoOn(DateTimeOffset machineNow)
    {
        var missed = Mode is ClockMode.Real && Speed is 1 && machineNow > Machine ? machineNow - Machine : TimeSpan.Zero;
        return new ClockSetting(Mode, Speed, ClockSetting.Later(Now, missed), machineNow);
    }

    /// <summary>Returns the course from now on, in every mode from the same moment again.</summary>
    public ClockSetting GoBack(DateTimeOffset machineNow) => new(Mode, Speed, Now, machineNow);
}
