namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>What a path names is there as soon as it is named, and so never unknown: metadata of its endpoint.</summary>
internal sealed record ThereOnceNamed;
