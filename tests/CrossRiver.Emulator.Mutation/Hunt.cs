using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Mutation;

/// <summary>Runs the tests that reach a mutant, short ones first, until one fails.</summary>
internal sealed class Hunt(IReadOnlyList<Mutant> mutants, Coverage coverage, EarlierKills earlier, TimeSpan budget)
{
    private readonly ILookup<string, Mutant> _ofFile = mutants.ToLookup(mutant => mutant.File, StringComparer.Ordinal);
    private readonly Dictionary<(string File, string Test), double> _shares = mutants.GroupBy(mutant => mutant.File, StringComparer.Ordinal)
        .SelectMany(file => SharesOf(file.SelectMany(mutant => coverage.TestsOf(mutant.Id))).Select(share => ((file.Key, share.Test), share.Share))).ToDictionary();

    private readonly ConcurrentDictionary<(string File, string Test), int> _kills = new(earlier.OfFiles);

    /// <summary>Tests one mutant.</summary>
    public async Task<Result> TestAsync(Mutant mutant, WorkerProcess worker)
    {
        var reaching = coverage.TestsOf(mutant.Id);
        var isStatic = mutant.IsStatic || coverage.IsStatic(mutant.Id);
        if (reaching is [] && !isStatic)
        {
            return new Result(mutant.Key, Outcome.NoCoverage, By: null);
        }

        try
        {
            var killer = await FindKillerAsync(mutant, isStatic ? reaching.Where(test => !test.Static.Contains(mutant.Id)) : reaching, isFresh: false, worker)
                ?? (isStatic ? await FindStaticKillerAsync(mutant, worker) : null);
            if (killer is not null)
            {
                _kills.AddOrUpdate((mutant.File, killer.Text), 1, (_, kills) => kills + 1);
            }

            return new Result(mutant.Key, killer is null ? Outcome.Survived : Outcome.Killed, killer?.Text);
        }
        catch (TimeoutException)
        {
            return new Result(mutant.Key, Outcome.Timeout, By: null);
        }
        catch (EndOfStreamException)
        {
            return new Result(mutant.Key, Outcome.Killed, "the process ended");
        }
    }

    // What a process computes once is reached by the first test that needs it, so all tests of the file and those in the folder of the same name count, in a process
    // that has run nothing before.
    private async Task<TestName?> FindStaticKillerAsync(Mutant mutant, WorkerProcess worker)
    {
        worker.Dispose();
        var tests = _ofFile[mutant.File].SelectMany(other => coverage.TestsOf(other.Id)).Concat(coverage.TestsBeside(mutant.File)).DistinctBy(test => test.Name.Text);
        var killer = await FindKillerAsync(mutant, tests, isFresh: true, worker);
        worker.Dispose();
        return killer;
    }

    private async Task<TestName?> FindKillerAsync(Mutant mutant, IEnumerable<CoveringTest> tests, bool isFresh, WorkerProcess worker)
    {
        var hints = earlier.Of(mutant).ToHashSet(StringComparer.Ordinal);
        var candidates = tests.ToLookup(test => hints.Contains(test.Name.Text));
        foreach (var chunk in candidates[true].Select(test => (IReadOnlyList<CoveringTest>)[test]).Concat(Chunks(WithinBudget(mutant, candidates[false]))))
        {
            if (await FindKillerAsync(mutant, chunk, isFresh, worker) is { } killer)
            {
                return killer;
            }
        }

        return null;
    }

    // A failure counts if it comes again, and does not come without the mutant. Otherwise what an earlier mutant left behind or a busy machine may be the cause, and
    // the test that failed is left out, and the others are tried.
    private static async Task<TestName?> FindKillerAsync(Mutant mutant, IReadOnlyList<CoveringTest> chunk, bool isFresh, WorkerProcess worker)
    {
        for (var left = chunk.ToList(); left is not [];)
        {
            if (await FindFailureAsync(mutant, left, worker) is not { } failed)
            {
                return null;
            }

            var alone = left.FindAll(test => test.Name == failed);
            if (await FindFailureAsync(mutant, alone, worker) is not null && (isFresh || await PassAsync(alone, TimeoutOf(alone), worker)))
            {
                return failed;
            }

            worker.Dispose();
            left.RemoveAll(test => test.Name == failed);
        }

        return null;
    }

    // Tests that end the process or run out of time must do so again in another process, in which they pass without the mutant: the machine may be busy.
    private static async Task<TestName?> FindFailureAsync(Mutant mutant, IReadOnlyList<CoveringTest> tests, WorkerProcess worker)
    {
        for (var (timeout, attempt) = (TimeoutOf(tests), 1); attempt is 1 || timeout < TimeSpan.FromMinutes(1); timeout *= 2, attempt++)
        {
            try
            {
                return await AskAsync(mutant.Id, tests, timeout, worker);
            }
            catch (Exception exception) when (exception is TimeoutException or EndOfStreamException)
            {
                if (await PassAsync(tests, timeout, worker))
                {
                    return await AskAsync(mutant.Id, tests, timeout, worker);
                }
            }
        }

        return null;
    }

    private static async Task<bool> PassAsync(IReadOnlyList<CoveringTest> tests, TimeSpan timeout, WorkerProcess worker)
    {
        try
        {
            return await AskAsync(mutant: -1, tests, timeout, worker) is null;
        }
        catch (Exception exception) when (exception is TimeoutException or EndOfStreamException)
        {
            return false;
        }
    }

    private static async Task<TestName?> AskAsync(int mutant, IReadOnlyList<CoveringTest> tests, TimeSpan timeout, WorkerProcess worker) =>
        (await worker.AskAsync(new Request(mutant, [.. tests.Select(test => test.Name)]), timeout)).Failed;

    private static TimeSpan TimeoutOf(IReadOnlyList<CoveringTest> tests) => TimeSpan.FromSeconds(Math.Min(60, 6 + (10 * tests.Sum(test => test.Milliseconds) / 1000)));

    // As many tests as the budget allows, but at least three. Those are first that are short, reach much of the file, are in the folder of the same name, or have
    // found mutants of the file.
    private List<CoveringTest> WithinBudget(Mutant mutant, IEnumerable<CoveringTest> tests)
    {
        var left = budget.TotalMilliseconds;
        return [.. tests.OrderBy(test => CostOf(test, mutant)).TakeWhile((test, index) => (left -= test.Milliseconds) > 0 || index < 3)];
    }

    private double CostOf(CoveringTest test, Mutant mutant)
    {
        var folders = test.Name.Class.Split('.')[2..].Zip(mutant.File.Split('/')).TakeWhile(pair => pair.First == pair.Second).Count();
        return test.Milliseconds / Math.Pow(4, folders) / (1 + _kills.GetValueOrDefault((mutant.File, test.Name.Text))) / Math.Pow(_shares.GetValueOrDefault((mutant.File, test.Name.Text), 1), 3);
    }

    // The mutants of a file that each test reaches, in relation to the test that reaches most of them.
    private static IEnumerable<(string Test, double Share)> SharesOf(IEnumerable<CoveringTest> reaching)
    {
        var counts = reaching.CountBy(test => test.Name.Text, StringComparer.Ordinal).ToList();
        return counts is [] ? [] : counts.Select(count => (count.Key, (double)count.Value / counts.Max(other => other.Value)));
    }

    private static IEnumerable<IReadOnlyList<CoveringTest>> Chunks(List<CoveringTest> tests)
    {
        var (limit, sum, chunk) = (60.0, 0.0, new List<CoveringTest>());
        foreach (var test in tests)
        {
            chunk.Add(test);
            sum += test.Milliseconds;
            if (sum > limit)
            {
                yield return chunk;
                (limit, sum, chunk) = (limit * 4, 0, []);
            }
        }

        if (chunk is not [])
        {
            yield return chunk;
        }
    }
}

/// <summary>Specifies what the tests made of a mutant.</summary>
internal enum Outcome
{
    NoCoverage,
    Survived,
    Timeout,
    Killed,
}

/// <summary>Represents what the tests made of a mutant.</summary>
/// <param name="Mutant">The key of the mutant.</param>
/// <param name="By">The test that failed, or null.</param>
internal sealed record Result(string Mutant, Outcome Outcome, string? By);
