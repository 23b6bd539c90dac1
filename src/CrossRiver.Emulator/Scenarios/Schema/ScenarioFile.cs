using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>What was read from one file.</summary>
internal sealed record ScenarioFile
{
    /// <summary>The file's name in messages.</summary>
    public required string Name { get; init; }

    /// <summary>Its scenarios; none when something is wrong.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];

    /// <summary>Its conditions; none when something is wrong.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>Where its scenarios begin, by their names.</summary>
    public IReadOnlyDictionary<string, Place> Places { get; init; } = new Dictionary<string, Place>(StringComparer.Ordinal);

    /// <summary>What is wrong and what is probably not meant, in the order of the file.</summary>
    public required IReadOnlyList<FileMessage> Messages { get; init; }

    /// <summary>Gets whether it is YAML with nothing of a scenario or a condition in it: another program's.</summary>
    public bool IsOfAnother { get; init; }

    /// <summary>What keeps the file from being used.</summary>
    public IEnumerable<FileMessage> Errors => Messages.Where(message => !message.IsWarning);

    /// <summary>What does not.</summary>
    public IEnumerable<FileMessage> Warnings => Messages.Where(message => message.IsWarning);
}
