using System.Text.Json;

namespace CrossRiver.Emulator.Commands;

/// <summary>How commands print JSON: as the emulator answers it, in lines.</summary>
internal static class CommandJson
{
    public static JsonSerializerOptions Layout { get; } = new(WireJson.Options) { WriteIndented = true, NewLine = "\n" };
}
