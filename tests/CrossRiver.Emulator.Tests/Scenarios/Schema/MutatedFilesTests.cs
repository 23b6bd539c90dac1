using System.Diagnostics;
using CsCheck;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>
/// Whatever stands in a file, messages with places come back, soon. More than the usual 3,000 mutations:
/// <c>CsCheck_Iter=100000 dotnet test</c>.
/// </summary>
public sealed class MutatedFilesTests
{
    private const int UsualIterations = 3_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private static readonly IReadOnlyList<string> Originals = [.. ExampleFiles.Names.Select(ExampleFiles.Read)];

    // What means something to YAML, to the format, or to neither.
    private static readonly string[] Splinters =
    [
        ":", ": ", "- ", "? ", "{", "}", "[", "]", ",", "#", " #", "|", ">", "&a ", "*a", "!!int ", "%YAML 1.2", "---\n", "...\n", "'", "\"", "\\", "\"\\uD800\"",
        "\n", "\r\n", "\t", " ", "  ", "\0", "\u0085", "\uFEFF", "\uD83D", "é", "~", "null", "on", "0", "-1", "99999999999", "1e999", "5s", "..", "9999999d",
        "${", "${now}", "<<: *a", "every ", "%", "*", "?", "(a{1000}){1000}", "version: 1\n", "scenario: a\n", "condition: a\n", "timeline:\n", "steps: []",
        new string('[', 70), new string('{', 70), new string('a', 5_000),
    ];

    private static readonly Gen<(int Original, (int Kind, int Place, int Length)[] Changes)> Mutations =
        Gen.Select(Gen.Int[0, 1_000], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 10_000], Gen.Int[0, 1_000]).Array[1, 8]);

    private readonly ScenarioFormat _format = ScenarioFiles.Format;

    [Fact]
    public void Only_messages_with_places_come_back() => Mutations.Sample(
        mutation =>
        {
            var text = mutation.Changes.Aggregate(Originals[mutation.Original % Originals.Count], Change);
            var file = _format.Parse(text, "mutated.yaml");

            Assert.All(file.Messages, message => Assert.Matches(@"\Amutated\.yaml\([1-9]\d*,[1-9]\d*\): [^\r\n]+\z", message.ToString()));
            Assert.Equal(file.Errors.Any(), file.Scenarios.Count + file.Conditions.Count == 0);
            Assert.True(IsSoon(text), "It takes too long.");
        },
        iter: Math.Max(UsualIterations, Check.Iter));

    // On a busy machine anything can take long once.
    private bool IsSoon(string text) => Enumerable.Range(0, 5).Any(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        _format.Parse(text, "mutated.yaml");
        return Stopwatch.GetElapsedTime(start) < Longest;
    });

    private static string Change(string text, (int Kind, int Place, int Length) change)
    {
        var start = change.Place % (text.Length + 1);
        var end = Math.Min(text.Length, start + change.Length);
        return change.Kind switch
        {
            0 => text[..start] + text[end..],
            1 => text[..end] + text[start..],
            2 => text[..start] + Splinters[change.Length % Splinters.Length] + text[start..],
            3 => text[..start] + Splinters[change.Length % Splinters.Length] + text[Math.Min(text.Length, start + 1)..],
            4 => text[..start] + Originals[change.Length % Originals.Count][..Math.Min(change.Length, Originals[change.Length % Originals.Count].Length)] + text[start..],
            _ => Swap(text, change.Place, change.Length),
        };
    }

    private static string Swap(string text, int one, int other)
    {
        var lines = text.Split('\n');
        (lines[one % lines.Length], lines[other % lines.Length]) = (lines[other % lines.Length], lines[one % lines.Length]);

        return string.Join('\n', lines);
    }
}
