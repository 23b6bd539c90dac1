using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CrossRiver.Emulator.Mutation;

/// <summary>Provides the tests that reach each mutant. The file of the results is valid for one set of mutants. A class whose tests have changed is covered again.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<int, List<CoveringTest>> _tests;
    private readonly HashSet<int> _static;
    private readonly ILookup<string, CoveringTest> _ofFolder;

    private Coverage(IReadOnlyList<CoveringTest> tests)
    {
        var passing = tests.Where(test => test.Passes).ToList();
        _tests = passing.SelectMany(test => test.Mutants, (test, mutant) => (test, mutant)).GroupBy(pair => pair.mutant, pair => pair.test).ToDictionary(group => group.Key, group => group.ToList());
        _ofFolder = passing.ToLookup(test => FolderOf(test.Name.Class), StringComparer.Ordinal);
        _static = [.. passing.SelectMany(test => test.Static)];
        Failing = [.. tests.Where(test => !test.Passes).Select(test => test.Name.Text)];
    }

    /// <summary>Gets the tests that fail alone and without a mutant; they count for none.</summary>
    public IReadOnlyList<string> Failing { get; }

    public IReadOnlyList<CoveringTest> TestsOf(int mutant) => _tests.GetValueOrDefault(mutant) ?? [];

    /// <summary>Returns the tests in the folder of the same name as the folder of a file of the emulator.</summary>
    public IEnumerable<CoveringTest> TestsBeside(string file) => _ofFolder[Path.GetDirectoryName(file)!.Replace('\\', '/')];

    /// <summary>Returns whether a mutant changes what a process computes once, so that it needs a process of its own.</summary>
    public bool IsStatic(int mutant) => _static.Contains(mutant);

    /// <summary>Runs the tests one by one, on several workers, except those of classes whose coverage is kept.</summary>
    /// <param name="file">The file that keeps it.</param>
    /// <param name="sources">The folder of the tests.</param>
    public static async Task<Coverage> MeasureAsync(string file, string sources, int workers)
    {
        using var asker = new WorkerProcess();
        var names = (await asker.AskAsync(new Request(-1, Tests: null), TimeSpan.FromMinutes(1))).Classes!;
        var emulator = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "CrossRiver.Emulator.dll"));
        var kept = (File.Exists(file) ? await File.ReadAllLinesAsync(file) : []).Select(line => JsonSerializer.Deserialize<CoveredClass>(line)!)
            .ToLookup(of => of.Print, StringComparer.Ordinal);
        var files = Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories).ToLookup(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);
        var classes = names.ToDictionary(name => name, name => PrintOf(name, emulator, files[name.Split('.')[^1]]), StringComparer.Ordinal);
        var covered = new ConcurrentBag<CoveredClass>(classes.Values.SelectMany(print => kept[print].Take(1)));
        await File.WriteAllLinesAsync(file, covered.Select(of => JsonSerializer.Serialize(of)));
        var (idle, writing) = (new ConcurrentBag<WorkerProcess>(), new Lock());
        await Parallel.ForEachAsync(classes.Where(of => !kept.Contains(of.Value)), new ParallelOptions { MaxDegreeOfParallelism = workers }, async (of, _) =>
        {
            var worker = idle.TryTake(out var free) ? free : new WorkerProcess();
            var measured = new CoveredClass(of.Value, await CoverAsync(worker, of.Key));
            covered.Add(measured);
            idle.Add(worker);
            Keep(measured);
        });
        idle.ToList().ForEach(worker => worker.Dispose());
        return new Coverage([.. covered.SelectMany(of => of.Tests)]);

        void Keep(CoveredClass measured)
        {
            lock (writing)
            {
                File.AppendAllText(file, $"{JsonSerializer.Serialize(measured)}\n");
            }
        }
    }

    // Of CrossRiver.Emulator.Platform.Errors.RefusalTests it is Platform/Errors.
    private static string FolderOf(string testClass) => string.Join('/', testClass.Split('.')[2..^1]);

    // The same as long as neither the emulator with its mutants nor the source of the class changes.
    private static string PrintOf(string name, byte[] emulator, IEnumerable<string> sources)
    {
        var text = $"{name}\n{Convert.ToHexString(SHA256.HashData(emulator))}\n{string.Join('\n', sources.Order(StringComparer.Ordinal).Select(File.ReadAllText))}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static async Task<IReadOnlyList<CoveringTest>> CoverAsync(WorkerProcess worker, string name)
    {
        try
        {
            return (await worker.AskAsync(new Request(-1, Tests: null, name), TimeSpan.FromMinutes(10))).Covered!;
        }
        catch (Exception exception) when (exception is TimeoutException or EndOfStreamException)
        {
            Console.WriteLine($"not covered: {name}: {exception.Message}");
            return [];
        }
    }

    /// <summary>Represents the coverage of the tests of a class.</summary>
    /// <param name="Print">The fingerprint of what it was measured with.</param>
    private sealed record CoveredClass(string Print, IReadOnlyList<CoveringTest> Tests);
}
