namespace CrossRiver.Emulator.Mutation;

/// <summary>Represents a request to a worker.</summary>
/// <param name="Mutant">The number of the active mutant, or -1 for none.</param>
/// <param name="Tests">The tests to run, or null to run each test of the class alone and return what it covers.</param>
/// <param name="Class">The class whose tests are covered, or null to return the names of all classes.</param>
internal sealed record Request(int Mutant, IReadOnlyList<TestName>? Tests, string? Class = null);

/// <summary>Represents the answer of a worker.</summary>
/// <param name="Failed">The test that failed first, or null.</param>
/// <param name="Classes">The names of all test classes, or null.</param>
/// <param name="Covered">The tests of a class, or null.</param>
/// <param name="Defect">The reason why the worker could not do what was asked, or null.</param>
internal sealed record Answer(TestName? Failed, IReadOnlyList<string>? Classes = null, IReadOnlyList<CoveringTest>? Covered = null, string? Defect = null);

/// <summary>Represents the name of a test case.</summary>
/// <param name="Text">The name as reports show it, with the class before it.</param>
internal sealed record TestName(string Class, string Text);

/// <summary>Represents a test case with the mutants that it reaches.</summary>
/// <param name="Mutants">The mutants whose code it runs.</param>
/// <param name="Static">Those of them that ran in a static constructor or initializer.</param>
internal sealed record CoveringTest(TestName Name, double Milliseconds, bool Passes, IReadOnlyList<int> Mutants, IReadOnlyList<int> Static);
