namespace CrossRiver.Emulator.Cli;

/// <summary>How commands print JSON: as the emulator answers it, in lines.</summary>
internal static class CommandJson
{
    public static JsonSerializerOptions Layout { get; } = new(WireJson.Options) { WriteIndented = true, NewLine = "\n" };
}
