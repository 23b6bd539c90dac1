using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Mutation;

/// <summary>Represents a change of the emulator's code that tests are to find.</summary>
/// <param name="Area">The folder below <c>src/CrossRiver.Emulator</c>.</param>
/// <param name="File">The path below <c>src/CrossRiver.Emulator</c>.</param>
/// <param name="IsStatic">Whether the value is computed once in a process.</param>
internal sealed record Mutant(int Id, string Area, string File, int Line, int Column, string Mutator, string Before, string After, bool IsStatic)
{
    /// <summary>Gets a key that is the same in each report in which the code is the same.</summary>
    public string Key => $"{File}:{Line}:{Column} {Mutator}: {Before} -> {After}";

    /// <summary>Gets a number from 0 to 1 by which mutants are drawn at random, and that is the same in each run.</summary>
    public double Lot => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(Key))) / (double)uint.MaxValue;

    /// <summary>Reads the mutants of a dotnet-stryker report. Mutants that do not compile, or that another mutant contains, are left out.</summary>
    public static IReadOnlyList<Mutant> Read(string report)
    {
        var files = JsonNode.Parse(System.IO.File.ReadAllText(report))!["files"]!.AsObject();
        return [.. files.SelectMany(file => ReadFile(file.Key.Replace('\\', '/'), file.Value!))];
    }

    private static IEnumerable<Mutant> ReadFile(string path, JsonNode file)
    {
        const string Root = "src/CrossRiver.Emulator/";
        var name = path[(path.IndexOf(Root, StringComparison.Ordinal) is var at && at < 0 ? 0 : at + Root.Length)..];
        var lines = ((string)file["source"]!).Split('\n');
        return from mutant in file["mutants"]!.AsArray()
               where (string)mutant["status"]! is not ("CompileError" or "Ignored")
               let start = mutant["location"]!["start"]!
               let end = mutant["location"]!["end"]!
               select new Mutant(
                   int.Parse((string)mutant["id"]!, System.Globalization.CultureInfo.InvariantCulture),
                   name.Split('/')[0],
                   name,
                   (int)start["line"]!,
                   (int)start["column"]!,
                   (string)mutant["mutatorName"]!,
                   TextOf(lines, start, end),
                   OneLine((string)mutant["replacement"]!),
                   (bool?)mutant["static"] is true);
    }

    private static string TextOf(string[] lines, JsonNode start, JsonNode end)
    {
        var (first, from, last, to) = ((int)start["line"]! - 1, (int)start["column"]! - 1, (int)end["line"]! - 1, (int)end["column"]! - 1);
        var text = first == last ? lines[first][from..to] : $"{lines[first][from..]} {string.Join(' ', lines[(first + 1)..last])} {lines[last][..to]}";
        return OneLine(text);
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
