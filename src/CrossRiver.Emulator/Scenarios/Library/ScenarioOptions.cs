using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>The available scenarios: the section <c>Emulator:Scenarios</c>, checked at the start.</summary>
internal sealed class ScenarioOptions
{
    /// <summary>The folder whose <c>*.yaml</c> files are read, besides the files that ship with the program.</summary>
    /// <value>A path, relative to the working directory, or empty for none. The default is <c>scenarios</c>, which may be missing.</value>
    [EmptyIsValue]
    [Required(AllowEmptyStrings = true)]
    public string Folder { get; set; } = DefaultFolder;

    /// <summary>Scenario files that are given as text, besides the files of the folder.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<ScenarioText> Texts { get; set; } = [];

    /// <summary>Reads changed files again.</summary>
    /// <value>The default is true.</value>
    public bool Watch { get; set; } = true;

    /// <summary>The scenario for customers that match no other.</summary>
    /// <value>The default is <c>clear</c>, or <c>faithful</c> at that pace.</value>
    public string? Default { get; set; }

    internal const string DefaultFolder = "scenarios";
}

/// <summary>A scenario file that is given as text: an element of <c>Emulator:Scenarios:Texts</c>.</summary>
internal sealed class ScenarioText
{
    /// <summary>The file name in messages.</summary>
    public string Name { get; set; } = "";

    /// <summary>The YAML text of the file.</summary>
    public string Yaml { get; set; } = "";
}
