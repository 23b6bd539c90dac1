namespace CrossRiver.Emulator.Control.Access;

/// <summary>A control call makes the world of the partner that it names if there is none: metadata of its endpoint. Without it the call is a 404 then.</summary>
internal sealed record PreparesWorld;
