using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>The bank's own request bodies.</summary>
internal static class Example
{
    public static JsonObject Read(string name)
    {
        using var stream = typeof(Example).Assembly.GetManifestResourceStream(name)!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
