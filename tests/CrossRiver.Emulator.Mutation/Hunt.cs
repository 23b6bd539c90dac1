using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Mutation;

/// <summary>Runs the tests that reach a mutant, short ones first, until one fails.</summary>
internal sealed class Hunt(IReadOnlyList<Mutant> mutants, Coverage coverage, TimeSpan budget)
{
    private readonly ILookup<string, Mutant> _ofFile = mutants.ToLookup(mutant => mutant.File, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string File, string Test), int> _kills = new();

    /// <summary>Tests one mutant.</summary>
    public async Task<Result> TestAsync(Mutant mutant, WorkerProcess worker)
    {
        if (coverage.TestsOf(mutant.Id) is [])
        {
            return new Result(mutant.Key, Outcome.NoCoverage, By: null);
        }

        var isStatic = mutant.IsStatic || coverage.IsStatic(mutant.Id);
        if (isStatic)
        {
            worker.Dispose();
        }

        var result = await TestAsync(mutant, isStatic, worker);
        if (isStatic)
        {
            worker.Dispose();
        }

        return result;
    }

    private async Task<Result> TestAsync(Mutant mutant, bool isStatic, WorkerProcess worker)
    {
        try
        {
            foreach (var chunk in Chunks(TestsFor(mutant, isStatic)))
            {
                if (await FindKillerAsync(mutant, isStatic, worker, chunk) is { } killer)
                {
                    _kills.AddOrUpdate((mutant.File, killer.Text), 1, (_, kills) => kills + 1);
                    return new Result(mutant.Key, Outcome.Killed, killer.Text);
                }
            }

            return new Result(mutant.Key, Outcome.Survived, By: null);
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

    // A failure counts if it comes again, and does not come without the mutant. Otherwise what an earlier mutant left behind may be the cause.
    private static async Task<TestName?> FindKillerAsync(Mutant mutant, bool isStatic, WorkerProcess worker, IReadOnlyList<CoveringTest> chunk)
    {
        var timeout = TimeSpan.FromSeconds(15) + (10 * TimeSpan.FromMilliseconds(chunk.Sum(test => test.Milliseconds)));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if ((await worker.AskAsync(new Request(mutant.Id, [.. chunk.Select(test => test.Name)]), timeout)).Failed is not { } failed)
            {
                return null;
            }

            if ((await worker.AskAsync(new Request(mutant.Id, [failed]), timeout)).Failed is not null
                && (isStatic || (await worker.AskAsync(new Request(-1, [failed]), timeout)).Failed is null))
            {
                return failed;
            }

            worker.Dispose();
        }

        return null;
    }

    // As many tests as the budget allows, but at least three: short ones first, those of the area before others, and those that have found mutants of the file
    // before both. What a process computes once is reached by the first test that needs it; there, all tests of the file count.
    private List<CoveringTest> TestsFor(Mutant mutant, bool isStatic)
    {
        var reaching = isStatic ? _ofFile[mutant.File].SelectMany(other => coverage.TestsOf(other.Id)).DistinctBy(test => test.Name.Text) : coverage.TestsOf(mutant.Id);
        var left = budget.TotalMilliseconds;
        return
        [
            .. reaching
                .Select(test => (Test: test, IsNear: test.Name.Class.StartsWith($"CrossRiver.Emulator.{mutant.Area}.", StringComparison.Ordinal)))
                .OrderBy(pair => pair.Test.Milliseconds / (pair.IsNear ? 8 : 1) / (1 + _kills.GetValueOrDefault((mutant.File, pair.Test.Name.Text))))
                .TakeWhile((pair, index) => (left -= pair.Test.Milliseconds) > 0 || index < 3)
                .Select(pair => pair.Test),
        ];
    }

    private static IEnumerable<IReadOnlyList<CoveringTest>> Chunks(List<CoveringTest> tests)
    {
        var (limit, sum, chunk) = (250.0, 0.0, new List<CoveringTest>());
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
