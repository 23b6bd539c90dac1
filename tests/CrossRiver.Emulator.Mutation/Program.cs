using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CrossRiver.Emulator.Mutation;

if (args is ["worker"])
{
    var answers = new StreamWriter(Console.OpenStandardOutput());
    Console.SetOut(TextWriter.Null);
    await new Worker().RunAsync(Console.In, answers);
    return 0;
}

if (args is not [var folder, var sources, var area, var seconds, var workers, var share])
{
    await Console.Error.WriteLineAsync("usage: CrossRiver.Emulator.Mutation FOLDER SOURCES AREA SECONDS WORKERS SHARE");
    return 2;
}

var watch = Stopwatch.StartNew();
var ofArea = Mutant.Read(Path.Combine(folder, "mutation-report.json")).Where(mutant => mutant.File == area || mutant.File.StartsWith($"{area}/", StringComparison.Ordinal)).ToList();
var mutants = ofArea.FindAll(mutant => mutant.Lot < double.Parse(share, CultureInfo.InvariantCulture) / 100);
var count = int.Parse(workers, CultureInfo.InvariantCulture);
var coverage = await Coverage.MeasureAsync(Path.Combine(folder, "coverage.jsonl"), sources, count);
coverage.Failing.ToList().ForEach(test => Console.WriteLine($"fails alone, so it counts for no mutant: {test}"));
Console.WriteLine($"covered after {watch.Elapsed.TotalSeconds:F0} s");

// What was killed once is killed. The others are tried again, since there may be new tests, after the mutants that were never tried.
var file = Path.Combine(folder, "results.jsonl");
var earlier = (File.Exists(file) ? await File.ReadAllLinesAsync(file) : []).Select(line => JsonSerializer.Deserialize<Result>(line)!).ToLookup(result => result.Mutant, StringComparer.Ordinal);
var results = new ConcurrentDictionary<string, Result>(
    earlier.Select(tries => tries.MaxBy(result => result.Outcome)!).Where(result => result.Outcome is Outcome.Killed or Outcome.Timeout).Select(result => KeyValuePair.Create(result.Mutant, result)),
    StringComparer.Ordinal);
var hunt = new Hunt(ofArea, coverage, EarlierKills.ReadBeside(folder), TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
var idle = new ConcurrentBag<WorkerProcess>();
var writing = new Lock();
var done = 0;
var open = mutants.Where(mutant => !results.ContainsKey(mutant.Key)).OrderBy(mutant => earlier.Contains(mutant.Key)).ThenBy(mutant => mutant.Lot).ToList();
await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = count }, async (mutant, _) =>
{
    var worker = idle.TryTake(out var free) ? free : new WorkerProcess();
    var result = await hunt.TestAsync(mutant, worker);
    idle.Add(worker);
    Keep(result);
});
idle.ToList().ForEach(worker => worker.Dispose());

var outcomes = mutants.ToLookup(mutant => results[mutant.Key].Outcome);
foreach (var mutant in outcomes[Outcome.Survived].Concat(outcomes[Outcome.NoCoverage]))
{
    Console.WriteLine($"{results[mutant.Key].Outcome}: {mutant.Key}");
}

var found = outcomes[Outcome.Killed].Count() + outcomes[Outcome.Timeout].Count();
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"| {area} | {mutants.Count} | {outcomes[Outcome.Killed].Count()} | {outcomes[Outcome.Timeout].Count()} | {outcomes[Outcome.Survived].Count()} | {outcomes[Outcome.NoCoverage].Count()} | {100.0 * found / mutants.Count:F1} % |"));
Console.WriteLine($"{watch.Elapsed.TotalMinutes:F0} min");
return 0;

void Keep(Result result)
{
    lock (writing)
    {
        results[result.Mutant] = result;
        File.AppendAllText(file, $"{JsonSerializer.Serialize(result)}\n");
        if (++done % 50 == 0)
        {
            Console.WriteLine($"{done} of {open.Count} after {watch.Elapsed.TotalSeconds:F0} s");
        }
    }
}
