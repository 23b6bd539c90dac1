namespace CrossRiver.Emulator.Cli.Output;

/// <summary>What the program prints while it runs: the section <c>Emulator:Output</c>, checked at the start.</summary>
internal sealed class OutputOptions
{
    /// <summary>Whether what happens is printed where standard output is no terminal, too: each entry of the journal in a line, as <c>tail</c> prints it.</summary>
    /// <value>The default is false; the container sets it to true.</value>
    public bool Entries { get; set; }

    /// <summary>Whether nothing of what happens is printed, not even in a terminal.</summary>
    /// <value>The default is false.</value>
    public bool Quiet { get; set; }
}
