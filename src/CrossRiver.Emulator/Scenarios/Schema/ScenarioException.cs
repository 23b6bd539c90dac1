namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Scenario files cannot be used as they stand.</summary>
/// <param name="messages">What is wrong, one line each; where there is a file, in compiler form: <c>file(line,column): reason</c>.</param>
internal sealed class ScenarioException(params IReadOnlyList<string> messages) : Exception(string.Join(Environment.NewLine, messages))
{
    public IReadOnlyList<string> Messages { get; } = messages;
}
