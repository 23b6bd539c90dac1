using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Scenarios.Matching.Patterns;

/// <summary>Searches a text for an expression: all branches in parallel, each instruction at most once for each character.</summary>
internal ref struct PatternRun
{
    private readonly ReadOnlySpan<Instruction> _program;
    private readonly ReadOnlySpan<CharTest> _tests;
    private readonly ReadOnlySpan<char> _text;
    private readonly Span<int> _stack;
    private InstructionSet _now;
    private InstructionSet _next;

    /// <param name="buffer">The working memory: five numbers for each instruction, with any values.</param>
    public PatternRun(ReadOnlySpan<Instruction> program, ReadOnlySpan<CharTest> tests, ReadOnlySpan<char> text, Span<int> buffer)
    {
        _program = program;
        _tests = tests;
        _text = text;
        var length = program.Length;
        _now = new InstructionSet(buffer[..length], buffer.Slice(length, length));
        _next = new InstructionSet(buffer.Slice(2 * length, length), buffer.Slice(3 * length, length));
        _stack = buffer.Slice(4 * length, length);
    }

    /// <summary>Returns whether the expression matches at any place of the text.</summary>
    public bool Find()
    {
        for (var at = 0; ; at++)
        {
            if (Follow(0, at, ref _now) || (at < _text.Length && Step(at)))
            {
                return true;
            }

            if (at == _text.Length)
            {
                return false;
            }

            var done = _now;
            _now = _next;
            _next = done;
            _next.Clear();
        }
    }

    // Consumes one character in every open branch.
    private bool Step(int at)
    {
        var character = _text[at];
        var asked = new Answers();
        for (var i = 0; i < _now.Count; i++)
        {
            var number = _now[i];
            var instruction = _program[number];
            var isTaken = instruction.Kind switch
            {
                InstructionKind.Letter => instruction.First == character,
                InstructionKind.Test => asked.Accepts(_tests, instruction.First, character),
                _ => false,
            };
            if (isTaken && Follow(number + 1, at + 1, ref _next))
            {
                return true;
            }
        }

        return false;
    }

    // Reaches every instruction that needs no character. An instruction enters the stack only once, because the set contains it before.
    private readonly bool Follow(int start, int at, ref InstructionSet reached)
    {
        var depth = 0;
        if (reached.Add(start))
        {
            _stack[depth++] = start;
        }

        while (depth > 0)
        {
            var number = _stack[--depth];
            var instruction = _program[number];
            switch (instruction.Kind)
            {
                case InstructionKind.Found:
                    return true;
                case InstructionKind.Split:
                    depth = Push(instruction.Second, depth, ref reached);
                    depth = Push(instruction.First, depth, ref reached);
                    break;
                case InstructionKind.Jump:
                    depth = Push(instruction.First, depth, ref reached);
                    break;
                case InstructionKind.Anchor when IsAt((Anchor)instruction.First, at):
                    depth = Push(number + 1, depth, ref reached);
                    break;
            }
        }

        return false;
    }

    private readonly int Push(int number, int depth, ref InstructionSet reached)
    {
        if (reached.Add(number))
        {
            _stack[depth++] = number;
        }

        return depth;
    }

    private readonly bool IsAt(Anchor anchor, int at) => anchor switch
    {
        Anchor.TextStart => at == 0,
        Anchor.LineStart => at == 0 || _text[at - 1] == '\n',
        Anchor.TextEnd => at == _text.Length,
        Anchor.LastLineEnd => at == _text.Length || (at == _text.Length - 1 && _text[at] == '\n'),
        Anchor.LineEnd => at == _text.Length || _text[at] == '\n',
        Anchor.WordBoundary => IsBoundary(at),
        _ => !IsBoundary(at),
    };

    private readonly bool IsBoundary(int at) => (at > 0 && IsOfWord(_text[at - 1])) != (at < _text.Length && IsOfWord(_text[at]));

    // The same characters as in .NET, with the two joiners, which \w does not contain.
    private static bool IsOfWord(char character) => character is '\u200C' or '\u200D' || char.GetUnicodeCategory(character)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.ConnectorPunctuation;

    /// <summary>Caches the results of the tests for one character. An expression has fewer than 64 tests because of their size.</summary>
    [StructLayout(LayoutKind.Auto)]
    private ref struct Answers
    {
        private ulong _asked;
        private ulong _accepted;

        public bool Accepts(ReadOnlySpan<CharTest> tests, int number, char character)
        {
            var bit = 1UL << number;
            if ((_asked & bit) is 0)
            {
                _asked |= bit;
                _accepted |= tests[number].Accepts(character) ? bit : 0;
            }

            return (_accepted & bit) is not 0;
        }
    }
}

/// <summary>Represents a set of instructions in insertion order, whose memory may initially contain any values.</summary>
internal ref struct InstructionSet(Span<int> members, Span<int> places)
{
    private readonly Span<int> _members = members;
    private readonly Span<int> _places = places;

    public int Count { get; private set; }

    public readonly int this[int index] => _members[index];

    /// <summary>Adds an instruction, and returns whether it was absent.</summary>
    public bool Add(int number)
    {
        var place = _places[number];
        if ((uint)place < (uint)Count && _members[place] == number)
        {
            return false;
        }

        _places[number] = Count;
        _members[Count++] = number;
        return true;
    }

    public void Clear() => Count = 0;
}
