namespace CrossRiver.Emulator.Testing;

/// <summary>Represents the state of a whole world at one moment.</summary>
/// <param name="Json">The emulator's document. It contains passwords and the signing secret.</param>
public sealed record WorldSnapshot(string Json)
{
    /// <summary>Returns the length of the document only, because the document contains secrets.</summary>
    public override string ToString() => $"a snapshot of {Json.Length} characters";
}
