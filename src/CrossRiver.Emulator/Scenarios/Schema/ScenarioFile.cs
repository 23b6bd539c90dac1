using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Represents the content of one file.</summary>
internal sealed record ScenarioFile
{
    /// <summary>Gets the file's name in messages.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the scenarios; none if the file has errors.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];

    /// <summary>Gets the conditions; none if the file has errors.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    public IReadOnlyDictionary<string, Place> Places { get; init; } = new Dictionary<string, Place>(StringComparer.Ordinal);

    /// <summary>Gets the errors and warnings, in the order of the file.</summary>
    public required IReadOnlyList<FileMessage> Messages { get; init; }

    /// <summary>Gets whether the file is YAML without any key of a scenario or a condition, so it belongs to another program.</summary>
    public bool IsOfAnother { get; init; }

    /// <summary>Gets the messages that prevent the use of the file.</summary>
    public IEnumerable<FileMessage> Errors => Messages.Where(message => !message.IsWarning);

    public IEnumerable<FileMessage> Warnings => Messages.Where(message => message.IsWarning);
}

/// <summary>Represents the failure to use scenario files.</summary>
/// <param name="messages">The faults, one line each, in compiler form if there is a file: <c>file(line,column): reason</c>.</param>
internal sealed class ScenarioException(params IReadOnlyList<string> messages) : Exception(string.Join(Environment.NewLine, messages))
{
    public IReadOnlyList<string> Messages { get; } = messages;
}
