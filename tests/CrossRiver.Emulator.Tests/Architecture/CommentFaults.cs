using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Architecture;

/// <summary>Finds comments that are not in the English of CONTRIBUTING.md.</summary>
internal static partial class CommentFaults
{
    private const int MostWords = 25;

    /// <summary>Returns the faults of the comments of a source file, each with its line.</summary>
    public static IEnumerable<string> In(string text)
    {
        foreach (var (line, comment) in CommentsOf(text))
        {
            var plain = PlainText(comment);
            foreach (Match word in BannedWord().Matches(plain))
            {
                yield return $"{line}: '{word.Value}' in: {plain}";
            }

            foreach (Match summary in Summary().Matches(comment))
            {
                var sentences = PlainText(summary.Groups["text"].Value);
                if (Question().IsMatch(sentences))
                {
                    yield return $"{line}: a summary that begins with a question word: {sentences}";
                }

                if (SentenceEnd().Split(sentences).Any(sentence => sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > MostWords))
                {
                    yield return $"{line}: a sentence of more than {MostWords} words: {sentences}";
                }
            }
        }
    }

    // Lines of one kind that follow each other are one comment.
    private static IEnumerable<(int Line, string Comment)> CommentsOf(string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).ToList();
        for (var start = 0; start < lines.Count; start++)
        {
            if (KindOf(lines[start]) is { } kind)
            {
                var comment = lines.Skip(start).TakeWhile(line => KindOf(line) == kind).ToList();
                yield return (start + 1, string.Join(' ', comment.Select(line => line[kind.Length..].Trim())));
                start += comment.Count - 1;
            }
        }
    }

    private static string? KindOf(string line) => line.StartsWith("///", StringComparison.Ordinal) ? "///" : line.StartsWith("//", StringComparison.Ordinal) ? "//" : null;

    private static string PlainText(string comment) => Space().Replace(Tag().Replace(Code().Replace(comment, "X"), " "), " ").Trim();

    [GeneratedRegex(
        @"\b(who|whom|whoever|nobody|somebody|anybody|everybody|someone|anyone|everyone|no one|those|one that|one who|one which|the one|ones|that which|what is|what was|what it|of its own|tells?|told|telling|knows?|knew|wants?|looks?|looked|comes?|came|goes|go|went|gone)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex BannedWord();

    [GeneratedRegex("^(What|How|Whether|Where|Which|When|Why|Who|Whose)\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Question();

    [GeneratedRegex("<summary>(?<text>.*?)</summary>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Summary();

    [GeneratedRegex(@"(?<=[.;:])\s+", RegexOptions.None, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("<c>.*?</c>|<code>.*?</code>", RegexOptions.None, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
