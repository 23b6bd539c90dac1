using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Scenarios.Matching.Patterns;

/// <summary>Provides the schema of regular expressions, and refuses expressions that are too large or need backtracking.</summary>
internal sealed class PatternSchema : Schema<Pattern>
{
    private const int Longest = 500;

    private static readonly TextSchema<Pattern> Text = new(
        "regular expression",
        $"write at most {Longest} characters of .NET's syntax, without look-arounds, back references and (?x)",
        TryParse,
        pattern => $"{pattern}",
        $$"""{ "type": ["string", "number", "boolean"], "minLength": 1, "maxLength": {{Longest}} }""")
    { IsFree = true };

    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out Pattern value)
    {
        if (!context.TakesPattern())
        {
            context.Refuse(node.Place, "the file has too many regular expressions; write at most 100, or use startsWith, contains or mask");
            value = null;
            return false;
        }

        if (!Text.TryRead(node, context, out value))
        {
            return false;
        }

        if (value.Size > Pattern.Largest)
        {
            context.Refuse(node.Place, $"this regular expression has {value.Size} parts when its repetitions are written out, more than {Pattern.Largest}; repeat less, or use startsWith, contains or mask");
            return false;
        }

        if (!context.TakesPatternOf(value.Size, Pattern.LargestSum))
        {
            context.Refuse(node.Place, $"the file's regular expressions have more than {Pattern.LargestSum} parts in all when repetitions are written out; repeat less, or use startsWith, contains or mask");
            return false;
        }

        return true;
    }

    public override YamlNode? Print(Pattern value) => Text.Print(value);

    public override JsonObject Describe(Definitions definitions) => Text.Describe(definitions);

    private static bool TryParse(string text, [MaybeNullWhen(false)] out Pattern pattern)
    {
        pattern = null;
        return text.Length <= Longest && Pattern.TryParse(text, out pattern);
    }
}
