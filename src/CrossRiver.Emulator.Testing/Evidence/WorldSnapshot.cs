namespace CrossRiver.Emulator.Testing;

/// <summary>A whole world at one moment, to go back to.</summary>
/// <param name="Json">The emulator's document. It holds passwords and the signing secret.</param>
public sealed record WorldSnapshot(string Json)
{
    /// <summary>Its length only: there are secrets in it.</summary>
    public override string ToString() => $"a snapshot of {Json.Length} characters";
}
