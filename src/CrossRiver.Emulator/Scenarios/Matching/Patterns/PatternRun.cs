using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Scenarios.Matching.Patterns;

/// <summary>Looks for an expression in a text: all ways at once, each instruction at most once a character.</summary>
internal ref struct PatternRun
{
    private readonly ReadOnlySpan<Instruction> _program;
    private readonly ReadOnlySpan<CharTest> _tests;
    private readonly ReadOnlySpan<char> _text;
    private readonly Span<int> _stack;
    private InstructionSet _now;
    private InstructionSet _next;

    /// <param name="program">The instructions.</param>
    /// <param name="tests">The tests of single characters.</param>
    /// <param name="buffer">Memory to work in: five numbers an instruction, of any value.</param>
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

    /// <summary>Returns whether something is found, at any place of the text.</summary>
    public bool Find()
    {
        for (var at = 0; ; at++)
        {
            if (Follow(0, at, ref _now))
            {
                return true;
            }

            if (at == _text.Length)
            {
                return false;
            }

            if (Step(at))
            {
                return true;
            }

            var done = _now;
            _now = _next;
            _next = done;
            _next.Clear();
        }
    }

    // Takes one character in every way that is open.
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

    // Goes to everything that is reached without a character. An instruction is on the stack only once, as it is added to the set before.
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

    // As .NET does, with the two joiners that are of a word although \w is not.
    private static bool IsOfWord(char character) => character is '\u200C' or '\u200D' || char.GetUnicodeCategory(character)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.ConnectorPunctuation;

    /// <summary>What tests said of one character, so that each is asked once. Because of their weight an expression has fewer than 64.</summary>
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

/// <summary>A set of instructions in the order of their coming, made and emptied without touching its memory.</summary>
/// <param name="members">Room for the members, of any value.</param>
/// <param name="places">Room for the place of each, of any value.</param>
internal ref struct InstructionSet(Span<int> members, Span<int> places)
{
    private readonly Span<int> _members = members;
    private readonly Span<int> _places = places;

    public int Count { get; private set; }

    public readonly int this[int index] => _members[index];

    /// <summary>Adds an instruction.</summary>
    /// <returns>Whether it was not there.</returns>
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
