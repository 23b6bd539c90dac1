using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Samples;

/// <summary>A page of the documents, as far as the lines are concerned that a reader pastes into a terminal.</summary>
/// <param name="path">Its path in the repository.</param>
internal sealed class DocumentPage(string path)
{
    private const string Fence = "```";

    private readonly string[] _lines = File.ReadAllLines(Path.Combine(RunningProgram.Repository, path));

    /// <summary>Returns the bash blocks of the page in their order, without the indentation of a list.</summary>
    public IReadOnlyList<string> Blocks() => BlocksOf(_lines);

    /// <summary>Returns the bash blocks of a section.</summary>
    /// <param name="heading">The heading of the section, for example <c>## Time</c>.</param>
    public IReadOnlyList<string> Blocks(string heading)
    {
        var section = _lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).ToList();
        return section is [] ? throw new ArgumentException($"{path} has no section '{heading}'", nameof(heading)) : BlocksOf(section);
    }

    private static List<string> BlocksOf(IEnumerable<string> lines)
    {
        var blocks = new List<string>();
        var indentation = -1;
        foreach (var line in lines)
        {
            if (indentation < 0 && line.TrimStart() == $"{Fence}bash")
            {
                indentation = line.Length - line.TrimStart().Length;
                blocks.Add("");
            }
            else if (indentation >= 0 && line.TrimStart() == Fence)
            {
                indentation = -1;
            }
            else if (indentation >= 0)
            {
                blocks[^1] += $"{line[Math.Min(indentation, line.Length)..]}\n";
            }
        }

        return blocks;
    }
}
