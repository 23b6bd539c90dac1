namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>A part of the emulator that sees each entry of every journal once, when it is complete, whether or not the journal keeps it.</summary>
/// <param name="Observe">Handles an entry. It must be thread-safe and cheap, because calls and deliveries wait for it.</param>
/// <remarks>Entries that a restored snapshot or a state file brings are not seen again.</remarks>
internal sealed record JournalObserver(Action<JournalEntry> Observe);
