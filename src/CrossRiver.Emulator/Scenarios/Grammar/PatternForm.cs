using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Scenarios.Forms;
using CrossRiver.Emulator.Scenarios.Yaml;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>A regular expression that takes time in proportion to the text only: what would need backtracking is refused.</summary>
internal sealed class PatternForm : Form<Regex>
{
    private const int Longest = 500;

    private static readonly TextForm<Regex> Text = new(
        "regular expression",
        $"write at most {Longest} characters of .NET's syntax, without look-arounds and references back",
        TryParse,
        $$"""{ "type": ["string", "number", "boolean"], "minLength": 1, "maxLength": {{Longest}} }""");

    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out Regex value)
    {
        if (reading.TakesPattern())
        {
            return Text.TryRead(node, reading, out value);
        }

        reading.Refuse(node.Place, "the file has too many regular expressions; write at most 100, or use startsWith, contains or mask");
        value = null;
        return false;
    }

    public override JsonObject Describe(Definitions definitions) => Text.Describe(definitions);

    private static bool TryParse(string text, [MaybeNullWhen(false)] out Regex regex)
    {
        regex = null;
        try
        {
            regex = text.Length <= Longest ? new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // No syntax, or nothing that can be matched without backtracking.
        }

        return regex is not null;
    }
}
