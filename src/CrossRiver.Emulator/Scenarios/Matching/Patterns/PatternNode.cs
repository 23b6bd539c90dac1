namespace CrossRiver.Emulator.Scenarios.Matching.Patterns;

/// <summary>A part of a regular expression.</summary>
/// <param name="Size">How many instructions it has.</param>
internal abstract record PatternNode(long Size);

/// <summary>One character, to the letter.</summary>
internal sealed record LetterNode(char Letter) : PatternNode(1);

/// <summary>One character of several.</summary>
/// <param name="Test">The number of its test.</param>
internal sealed record TestNode(int Test) : PatternNode(1);

/// <summary>A place between characters.</summary>
internal sealed record AnchorNode(Anchor Anchor) : PatternNode(1);

/// <summary>Parts one after another, or nothing. That counts, too, because it can be repeated.</summary>
internal sealed record SequenceNode(IReadOnlyList<PatternNode> Parts) : PatternNode(Math.Max(1, Parts.Sum(part => part.Size)));

/// <summary>One of several parts.</summary>
internal sealed record ChoiceNode(IReadOnlyList<PatternNode> Branches) : PatternNode(Branches.Sum(branch => branch.Size + 2) - 2);

/// <summary>A part several times.</summary>
/// <param name="Part">The part.</param>
/// <param name="Least">How often at least.</param>
/// <param name="Most">How often at most, or <see langword="null"/> for no limit.</param>
internal sealed record RepeatNode(PatternNode Part, int Least, int? Most) : PatternNode(
    Most is { } most ? (Least * Saturated(Part.Size)) + ((most - Least) * (Saturated(Part.Size) + 1)) : ((Least + 1L) * Saturated(Part.Size)) + 2)
{
    // Far above what is taken, and small enough for products.
    private static long Saturated(long size) => Math.Min(size, 1_000_000);
}

/// <summary>The places that an expression can name.</summary>
internal enum Anchor
{
    TextStart,
    LineStart,
    TextEnd,

    /// <summary>The end of the text, or before a line feed there.</summary>
    LastLineEnd,
    LineEnd,
    WordBoundary,
    NoWordBoundary,
}
