using System.Buffers;
using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Scenarios.Matching.Patterns;

/// <summary>Represents a regular expression in .NET's syntax with bounded memory and time. Thread-safe.</summary>
/// <remarks>.NET's matcher without backtracking caches up to 33 MB for each expression, and takes milliseconds for each character where repetitions overlap.
/// This matcher takes at most <see cref="Size"/> steps for each character, and caches nothing.</remarks>
internal sealed class Pattern
{
    /// <summary>The maximum <see cref="Size"/> of an expression.</summary>
    public const int Largest = 1_000;

    /// <summary>The maximum sum of the sizes of expressions that are read or in force together.</summary>
    public const int LargestSum = 5_000;

    /// <summary>The number of characters of a text that are matched; the rest is ignored.</summary>
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

    /// <summary>Gets the number of parts with repetitions written out. An expression above <see cref="Largest"/> cannot be matched.</summary>
    public int Size { get; }

    /// <summary>Parses an expression, and returns whether .NET matches it without backtracking.</summary>
    /// <param name="pattern">The result; its size may be too large.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Pattern? pattern)
    {
        pattern = null;
        try
        {
            // .NET decides whether an expression is valid.
            _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
            var parser = new PatternParser(text);
            pattern = parser.TryRead(out var root) ? new Pattern(text, root, parser.Tests) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // The syntax is invalid, or needs backtracking.
        }

        return pattern is not null;
    }

    /// <summary>Returns whether the expression matches within the first <see cref="LongestText"/> characters of a text.</summary>
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

    public override string ToString() => _text;
}
