using System.Text.Json;
using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>The repository's Dockerfile, read without an engine.</summary>
internal static partial class ContainerFile
{
    /// <summary>Its instructions, in order.</summary>
    public static IReadOnlyList<Instruction> Read()
    {
        var text = File.ReadAllText(Path.Combine(RunningProgram.Repository, "Dockerfile"));
        var lines = Comment().Replace(text, "").Replace("\\\n", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var stage = -1;

        return [.. lines.Select(line => line.Split(' ', 2)).Select(parts => new Instruction(parts[0] is "FROM" ? ++stage : stage, parts[0], Space().Replace(parts[1], " ").Trim()))];
    }

    /// <summary>Whether a file of the repository comes to the engine, by .dockerignore: it leaves out everything, and names what it does not.</summary>
    public static bool IsSent(string path)
    {
        var rules = File.ReadAllLines(Path.Combine(RunningProgram.Repository, ".dockerignore"));
        Assert.Equal("**", rules[0]);
        Assert.All(rules[1..], rule => Assert.StartsWith("!", rule, StringComparison.Ordinal));
        var first = path.Split('/')[0];
        return rules[1..].Any(rule => rule[1..] == path || System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(rule.AsSpan(1), first));
    }

    [GeneratedRegex(@"^\s*#.*\n", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space();
}

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Stage">Which <c>FROM</c> it is under, from 0.</param>
/// <param name="Name">What it is.</param>
/// <param name="Text">What follows.</param>
internal sealed record Instruction(int Stage, string Name, string Text)
{
    /// <summary>Its words without those that begin with two hyphens.</summary>
    public IReadOnlyList<string> Words => [.. Text.Split(' ').Where(word => !word.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>What is copied; empty when it comes from another stage.</summary>
    public IReadOnlyList<string> Sources => Text.Contains("--from=", StringComparison.Ordinal) ? [] : [.. Words.SkipLast(1)];

    /// <summary>Whether it has a cache of the engine's, which may be gone the next time.</summary>
    public bool HasCache => Text.Contains("--mount=type=cache", StringComparison.Ordinal);

    /// <summary>What a shell runs, without what fills a cache and takes from it.</summary>
    public string Script
    {
        get
        {
            var script = string.Join(' ', Text.Split(' ').SkipWhile(word => word.StartsWith("--", StringComparison.Ordinal)));
            return HasCache ? script.Split(" && ").Single(command => command.StartsWith("dotnet ", StringComparison.Ordinal)) : script;
        }
    }

    /// <summary>The command, written as a list, so that no shell is needed.</summary>
    public IReadOnlyList<string> Command => JsonSerializer.Deserialize<IReadOnlyList<string>>(Text[Text.IndexOf('[', StringComparison.Ordinal)..])!;
}
