namespace CrossRiver.Emulator.Scenarios.Matching.Patterns;

/// <summary>Represents a part of a regular expression.</summary>
/// <param name="Size">The number of instructions.</param>
internal abstract record PatternNode(long Size);

/// <summary>Represents one exact character.</summary>
internal sealed record LetterNode(char Letter) : PatternNode(1);

/// <summary>Represents one character of several.</summary>
internal sealed record TestNode(int Test) : PatternNode(1);

/// <summary>Represents a place between characters.</summary>
internal sealed record AnchorNode(Anchor Anchor) : PatternNode(1);

/// <summary>Represents consecutive parts, or none. An empty sequence counts, too, because it can be repeated.</summary>
internal sealed record SequenceNode(IReadOnlyList<PatternNode> Parts) : PatternNode(Math.Max(1, Parts.Sum(part => part.Size)));

/// <summary>Represents alternatives.</summary>
internal sealed record ChoiceNode(IReadOnlyList<PatternNode> Branches) : PatternNode(Branches.Sum(branch => branch.Size + 2) - 2);

/// <summary>Represents a repeated part.</summary>
/// <param name="Most">The maximum number of repetitions, or null for no limit.</param>
internal sealed record RepeatNode(PatternNode Part, int Least, int? Most) : PatternNode(
    Most is { } most ? (Least * Saturated(Part.Size)) + ((most - Least) * (Saturated(Part.Size) + 1)) : ((Least + 1L) * Saturated(Part.Size)) + 2)
{
    // Far above the limit, and small enough for products.
    private static long Saturated(long size) => Math.Min(size, 1_000_000);
}

internal enum Anchor
{
    TextStart,
    LineStart,
    TextEnd,

    /// <summary>The end of the text, or the place before a final line feed.</summary>
    LastLineEnd,
    LineEnd,
    WordBoundary,
    NoWordBoundary,
}
