using System.Collections.Frozen;
using System.Diagnostics;

namespace CrossRiver.Emulator.Kernel.Worlds.Running;

internal sealed class AgendaEntryTypes(IEnumerable<AgendaEntryType> types)
{
    private readonly FrozenDictionary<Type, AgendaEntryType> _byEntry = types.ToFrozenDictionary(type => type.Entry);

    public IReadOnlyCollection<AgendaEntryType> All => _byEntry.Values;

    public AgendaEntryType Of(AgendaEntry entry) =>
        _byEntry.GetValueOrDefault(entry.GetType()) ?? throw new UnreachableException($"Nothing runs {entry}; register it with AddAgendaEntry.");
}

/// <summary>Represents a type of agenda entry and its effect. The area that books the entries registers it.</summary>
internal abstract class AgendaEntryType(string kind, Type entry)
{
    /// <summary>Gets the kind of such entries in a snapshot, for example <c>retry</c>.</summary>
    public string Kind => kind;

    public Type Entry => entry;

    /// <summary>Runs an entry. Call only while holding the world lock.</summary>
    public abstract void Run(World world, DueEntry due);

    /// <summary>Returns whether an entry has nothing left to do. Call only while holding the world lock.</summary>
    public abstract bool IsObsolete(World world, AgendaEntry entry);
}

/// <inheritdoc/>
internal sealed class AgendaEntryType<TEntry>(string kind, Action<World, TEntry, DateTimeOffset> run, Func<World, TEntry, bool>? isObsolete) : AgendaEntryType(kind, typeof(TEntry))
    where TEntry : AgendaEntry
{
    public override void Run(World world, DueEntry due) => run(world, (TEntry)due.Entry, due.DueAt);

    public override bool IsObsolete(World world, AgendaEntry entry) => isObsolete is not null && isObsolete(world, (TEntry)entry);
}

internal static class AgendaEntryServices
{
    /// <summary>Registers a type of entry that concerns the whole world, or whose moment counts.</summary>
    /// <param name="run">Runs an entry, given the moment for which it was booked.</param>
    /// <param name="isObsolete">Returns whether an entry has nothing left to do, or null if none ever has.</param>
    public static IServiceCollection AddAgendaEntry<TEntry>(
        this IServiceCollection services, string kind, Action<World, TEntry, DateTimeOffset> run, Func<World, TEntry, bool>? isObsolete = null)
        where TEntry : AgendaEntry => services.AddSingleton<AgendaEntryType>(new AgendaEntryType<TEntry>(kind, run, isObsolete));

    /// <summary>Registers a type of entry that concerns one part of a world.</summary>
    /// <param name="isObsolete">Returns whether an entry has nothing left to do, or null if none ever has.</param>
    public static IServiceCollection AddAgendaEntry<TPart, TEntry>(
        this IServiceCollection services, string kind, Action<TPart, TEntry> run, Func<TPart, TEntry, bool>? isObsolete = null)
        where TPart : class, IWorldPart
        where TEntry : AgendaEntry => services.AddAgendaEntry<TEntry>(
            kind,
            (world, entry, _) => run(world.Part<TPart>(), entry),
            isObsolete is null ? null : (world, entry) => isObsolete(world.Part<TPart>(), entry));
}
