namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Represents the failure to use scenario files.</summary>
/// <param name="messages">The faults, one line each, in compiler form if there is a file: <c>file(line,column): reason</c>.</param>
internal sealed class ScenarioException(params IReadOnlyList<string> messages) : Exception(string.Join(Environment.NewLine, messages))
{
    public IReadOnlyList<string> Messages { get; } = messages;
}
