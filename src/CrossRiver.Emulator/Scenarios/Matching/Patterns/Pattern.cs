using System.Buffers;
using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Scenarios.Matching.Patterns;

/// <summary>A regular expression in .NET's syntax whose memory, and whose steps for a text, are bounded.</summary>
/// <remarks>
/// .NET's own matcher that does not backtrack keeps what it has found out: up to 33 MB an expression, and milliseconds a character where
/// repetitions overlap. This one takes <see cref="Size"/> steps a character at most and keeps nothing. Thread-safe.
/// </remarks>
internal sealed class Pattern
{
    /// <summary>The largest <see cref="Size"/> of an expression.</summary>
    public const int Largest = 1_000;

    /// <summary>The largest sum of the sizes of expressions that are read or in force together.</summary>
    public const int LargestSum = 5_000;

    /// <summary>How many characters of a text are looked at.</summary>
    public const int LongestText = 1_024;

    private readonly string _text;
    private readonly Instruction[] _program;
    private readonly CharTest[] _tests;

    private Pattern(string text, PatternNode root, IReadOnlyList<CharTest> tests)
    {
        _text = text;
        _tests = [.. tests];
        Size = (int)Math.Min(root.Size + (tests.Count * CharTest.Size), int.MaxValue);
        _program = Size <= Largest ? PatternProgram.Of(root) : [];
    }

    /// <summary>How many parts it has once repetitions are written out; a class of characters is several. One above <see cref="Largest"/> cannot be matched.</summary>
    public int Size { get; }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="pattern">The result; its size may be too large.</param>
    /// <returns>Whether it is one that .NET matches without backtracking.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Pattern? pattern)
    {
        pattern = null;
        try
        {
            // .NET decides what an expression is.
            _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
            var parser = new PatternParser(text);
            pattern = parser.TryRead(out var root) ? new Pattern(text, root, parser.Tests) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // No syntax, or nothing that can be matched without backtracking.
        }

        return pattern is not null;
    }

    /// <summary>Returns whether it finds something in the first <see cref="LongestText"/> characters of a text.</summary>
    public bool IsMatch(string text)
    {
        var buffer = ArrayPool<int>.Shared.Rent(5 * _program.Length);
        try
        {
            return new PatternRun(_program, _tests, text.AsSpan(0, Math.Min(text.Length, LongestText)), buffer).Find();
        }
        finally
        {
            ArrayPool<int>.Shared.Return(buffer);
        }
    }

    /// <summary>The expression as it was written.</summary>
    public override string ToString() => _text;
}
