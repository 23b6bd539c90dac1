using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Xunit;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace CrossRiver.Emulator.Mutation;

/// <summary>Runs tests in this process against the mutant of each request. Requests are lines of the standard input, answers lines of the standard output.</summary>
internal sealed class Worker
{
    private readonly Assembly _tests = Assembly.Load("CrossRiver.Emulator.Tests");
    private readonly ITestFramework _framework;
    private readonly TestAssemblyConfiguration _settings = new() { MaxParallelThreads = 4, StopOnFail = true, SynchronousMessageReporting = true, DiagnosticMessages = false };
    private readonly Dictionary<string, IReadOnlyList<ITestCase>> _cases = new(StringComparer.Ordinal);
    private readonly Mutants _mutants = new();

    public Worker() => _framework = RegisteredEngineConfig.GetTestFramework(_tests, configFileName: null);

    public async Task RunAsync(TextReader requests, TextWriter answers)
    {
        TestContext.SetForInitialization(diagnosticMessageSink: null, diagnosticMessages: false, internalDiagnosticMessages: false);
        while (await requests.ReadLineAsync() is { } line)
        {
            Answer answer;
            try
            {
                answer = await AnswerAsync(JsonSerializer.Deserialize<Request>(line)!);
            }
            catch (InvalidOperationException exception)
            {
                answer = new Answer(Failed: null, Defect: exception.Message);
            }

            await answers.WriteLineAsync(JsonSerializer.Serialize(answer));
            await answers.FlushAsync();
        }
    }

    private async Task<Answer> AnswerAsync(Request request)
    {
        if (request.Tests is null)
        {
            return request.Class is { } name
                ? new Answer(Failed: null, Covered: await CoverAsync(name))
                : new Answer(Failed: null, Classes: [.. _tests.GetExportedTypes().Where(type => !type.IsAbstract).Select(type => type.FullName!)]);
        }

        _mutants.Activate(request.Mutant);
        var cases = new List<ITestCase>();
        foreach (var ofClass in request.Tests.GroupBy(test => test.Class, test => test.Text, StringComparer.Ordinal))
        {
            var found = (await FindAsync(ofClass.Key)).ToLookup(test => test.TestCaseDisplayName, StringComparer.Ordinal);
            cases.AddRange(ofClass.SelectMany(text => found[text].Any() ? found[text] : throw new InvalidOperationException($"There is no test {text}")));
        }

        return new Answer(await FindFailureAsync(cases));
    }

    private async Task<IReadOnlyList<CoveringTest>> CoverAsync(string name)
    {
        var covering = new List<CoveringTest>();
        foreach (var test in await FindAsync(name))
        {
            _mutants.BeginCoverage();
            var failed = await FindFailureAsync([test]);
            var (covered, inStatic) = _mutants.EndCoverage();

            // The first run also compiles the code, and counts what it reaches.
            var watch = Stopwatch.StartNew();
            failed = await FindFailureAsync([test]);
            covering.Add(new CoveringTest(NameOf(test), watch.Elapsed.TotalMilliseconds, failed is null, covered, inStatic));
        }

        return covering;
    }

    // The fast tests of a class. Slow tests start processes or take long, and find little that others do not.
    private async Task<IReadOnlyList<ITestCase>> FindAsync(string name)
    {
        if (!_cases.TryGetValue(name, out var found))
        {
            var cases = new List<ITestCase>();
            await using var discoverer = (IAsyncDisposable)_framework.GetDiscoverer(_tests);
            await ((ITestFrameworkDiscoverer)discoverer).Find(
                test =>
                {
                    cases.Add(test);
                    return ValueTask.FromResult(true);
                },
                TestFrameworkOptions.ForDiscovery(_settings),
                [_tests.GetType(name, throwOnError: true)!]);
            _cases[name] = found = cases.FindAll(test => test.SkipReason is null && (!test.Traits.TryGetValue("lane", out var lanes) || !lanes.Contains("slow")));
        }

        return found;
    }

    private async Task<TestName?> FindFailureAsync(IReadOnlyCollection<ITestCase> cases)
    {
        var sink = new FailureSink();
        await using var executor = (IAsyncDisposable)_framework.GetExecutor(_tests);
        await ((ITestFrameworkExecutor)executor).RunTestCases(cases, sink, TestFrameworkOptions.ForExecution(_settings), CancellationToken.None);
        return sink.Failed is { } id ? NameOf(cases.First(test => test.UniqueID == id)) : null;
    }

    private static TestName NameOf(ITestCase test) => new(test.TestClassName!, test.TestCaseDisplayName);

    /// <summary>Keeps the first test that fails, and stops the run.</summary>
    private sealed class FailureSink : IMessageSink
    {
        private string? _failed;

        public string? Failed => _failed;

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestFailed failed)
            {
                Interlocked.CompareExchange(ref _failed, failed.TestCaseUniqueID, comparand: null);
            }

            return _failed is null;
        }
    }

    /// <summary>Represents the switch that dotnet-stryker compiles into the emulator.</summary>
    private sealed class Mutants
    {
        private readonly Type _control = Assembly.Load("CrossRiver.Emulator").GetTypes().FirstOrDefault(type => type.Name == "MutantControl")
            ?? throw new InvalidOperationException("CrossRiver.Emulator.dll is not the one with mutants");

        public void Activate(int mutant) => Set("ActiveMutant", mutant);

        public void BeginCoverage()
        {
            Set("CaptureCoverage", value: true);
            EndOfTest();
        }

        public (IReadOnlyList<int> Covered, IReadOnlyList<int> Static) EndCoverage()
        {
            var reached = EndOfTest();
            Set("CaptureCoverage", value: false);
            Activate(mutant: -1);
            return reached is [var covered, var inStatic] ? ([.. covered], [.. inStatic]) : ([], []);
        }

        private IList<int>[] EndOfTest() => (IList<int>[])_control.GetMethod("GetCoverageData")!.Invoke(obj: null, parameters: null)!;

        private void Set(string field, object value) => _control.GetField(field)!.SetValue(obj: null, value);
    }
}
