using System.Text.Json;

namespace CrossRiver.Emulator.Mutation;

/// <summary>Provides the tests that found a change of the code when the rest of the code was different. They are only a hint which test to try first.</summary>
internal sealed class EarlierKills
{
    private readonly ILookup<string, string> _tests;

    private EarlierKills(IReadOnlyList<Result> kills)
    {
        _tests = kills.ToLookup(result => WithoutPlace(result.Mutant), result => result.By!, StringComparer.Ordinal);
        OfFiles = kills.CountBy(result => (result.Mutant[..result.Mutant.IndexOf(':', StringComparison.Ordinal)], result.By!)).ToDictionary();
    }

    /// <summary>Gets the number of mutants of a file that a test has found.</summary>
    public IReadOnlyDictionary<(string File, string Test), int> OfFiles { get; }

    /// <summary>Reads the results of a folder and of those beside it, the latest first.</summary>
    public static EarlierKills ReadBeside(string folder)
    {
        var files = Directory.GetParent(Path.GetFullPath(folder))!.EnumerateFiles("results.jsonl", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 });
        return new EarlierKills(
        [
            .. files.OrderByDescending(file => file.LastWriteTimeUtc)
                .SelectMany(file => File.ReadLines(file.FullName))
                .Select(line => JsonSerializer.Deserialize<Result>(line)!)
                .Where(result => result.By is not null),
        ]);
    }

    /// <summary>Returns the tests that found a mutant, wherever in the file it was.</summary>
    public IEnumerable<string> Of(Mutant mutant) => _tests[WithoutPlace(mutant.Key)].Distinct(StringComparer.Ordinal);

    private static string WithoutPlace(string key)
    {
        var place = key.IndexOf(':', StringComparison.Ordinal);
        return key[..place] + key[key.IndexOf(' ', place)..];
    }
}
