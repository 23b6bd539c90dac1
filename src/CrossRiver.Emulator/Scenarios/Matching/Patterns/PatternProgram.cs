using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Scenarios.Matching.Patterns;

/// <summary>Represents one instruction of a program.</summary>
/// <param name="First">The letter, the number of the test, the anchor, or the next instruction.</param>
/// <param name="Second">The other next instruction of a split.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Instruction(InstructionKind Kind, int First = 0, int Second = 0);

/// <summary>Specifies the effect of an instruction: accept a letter or a tested character, continue at a place, elsewhere or in two branches, or end.</summary>
internal enum InstructionKind
{
    Letter,
    Test,
    Anchor,
    Jump,
    Split,
    Found,
}

/// <summary>Compiles an expression to a program, with its repetitions written out (Thompson's construction).</summary>
internal sealed class PatternProgram
{
    private readonly List<Instruction> _program = [];

    private int Next => _program.Count;

    public static Instruction[] Of(PatternNode root)
    {
        var program = new PatternProgram();
        program.Write(root);
        program.Add(InstructionKind.Found);
        return [.. program._program];
    }

    private void Write(PatternNode node)
    {
        switch (node)
        {
            case LetterNode letter:
                Add(InstructionKind.Letter, letter.Letter);
                break;
            case TestNode test:
                Add(InstructionKind.Test, test.Test);
                break;
            case AnchorNode anchor:
                Add(InstructionKind.Anchor, (int)anchor.Anchor);
                break;
            case SequenceNode sequence:
                foreach (var part in sequence.Parts)
                {
                    Write(part);
                }

                break;
            case ChoiceNode choice:
                WriteChoice(choice.Branches);
                break;
            case RepeatNode repeat:
                WriteRepeat(repeat);
                break;
        }
    }

    private void WriteChoice(IReadOnlyList<PatternNode> branches)
    {
        var ends = new List<int>();
        for (var i = 0; i < branches.Count - 1; i++)
        {
            var split = Add(InstructionKind.Split, Next + 1);
            Write(branches[i]);
            ends.Add(Add(InstructionKind.Jump));
            _program[split] = _program[split] with { Second = Next };
        }

        Write(branches[^1]);
        ends.ForEach(end => _program[end] = _program[end] with { First = Next });
    }

    private void WriteRepeat(RepeatNode repeat)
    {
        for (var i = 0; i < repeat.Least; i++)
        {
            Write(repeat.Part);
        }

        if (repeat.Most is not { } most)
        {
            var split = Add(InstructionKind.Split, Next + 1);
            Write(repeat.Part);
            Add(InstructionKind.Jump, split);
            _program[split] = _program[split] with { Second = Next };
            return;
        }

        var skips = new List<int>();
        for (var i = repeat.Least; i < most; i++)
        {
            skips.Add(Add(InstructionKind.Split, Next + 1));
            Write(repeat.Part);
        }

        skips.ForEach(skip => _program[skip] = _program[skip] with { Second = Next });
    }

    private int Add(InstructionKind kind, int first = 0)
    {
        _program.Add(new Instruction(kind, first));
        return _program.Count - 1;
    }
}
