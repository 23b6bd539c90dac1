namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>How much a journal keeps.</summary>
/// <param name="Entries">The most entries.</param>
/// <param name="Bytes">The most memory that they take, about.</param>
internal sealed record JournalSize(int Entries, long Bytes);
