using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Scenarios.Matching.Patterns;

/// <summary>Tests one character against a class, an escape, or a letter in any casing, as .NET defines it.</summary>
internal sealed class CharTest
{
    /// <summary>The share of a test in the size of an expression, because of its memory.</summary>
    public const int Size = 20;

    private const int Ascii = 128;

    private readonly Regex _regex;
    private readonly UInt128 _ascii;

    /// <param name="text">The part of the expression, for example <c>[a-z]</c> or <c>\d</c>.</param>
    /// <exception cref="ArgumentException">The text is not such a part.</exception>
    public CharTest(string text, RegexOptions options)
    {
        Text = text;
        Options = options;
        _regex = new Regex($@"\A(?:{text})\z", options | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        for (var i = 0; i < Ascii; i++)
        {
            _ascii |= IsMatch((char)i) ? UInt128.One << i : UInt128.Zero;
        }
    }

    public string Text { get; }

    public RegexOptions Options { get; }

    public bool Accepts(char character) => character < Ascii ? (_ascii >> character & UInt128.One) != UInt128.Zero : IsMatch(character);

    private bool IsMatch(char character) => _regex.IsMatch(new ReadOnlySpan<char>(in character));
}
