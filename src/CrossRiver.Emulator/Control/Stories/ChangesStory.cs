namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Metadata of endpoints that change a story or send an event of it: they refuse what does not go with its state (409).</summary>
internal sealed record ChangesStory;
