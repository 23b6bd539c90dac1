using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Which scenarios there are: the section <c>Emulator:Scenarios</c>, checked at the start.</summary>
internal sealed class ScenarioOptions
{
    /// <summary>The folder whose <c>*.yaml</c> files are read, besides those that ship with the program.</summary>
    /// <value>A path, relative to the working directory, or empty for none. The default is <c>scenarios</c>, which may be missing.</value>
    [EmptyIsValue]
    [Required(AllowEmptyStrings = true)]
    public string Folder { get; set; } = DefaultFolder;

    /// <summary>Scenario files that are given as text, besides those of the folder.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<ScenarioText> Texts { get; set; } = [];

    /// <summary>Whether files that change are read again.</summary>
    /// <value>The default is true.</value>
    public bool Watch { get; set; } = true;

    /// <summary>The scenario for customers that no other one is for.</summary>
    /// <value>The default is <c>clear</c>, or <c>faithful</c> at that pace.</value>
    public string? Default { get; set; }

    /// <summary>The default of <see cref="Folder"/>.</summary>
    internal const string DefaultFolder = "scenarios";
}

/// <summary>A scenario file that is given as text: an element of <c>Emulator:Scenarios:Texts</c>.</summary>
internal sealed class ScenarioText
{
    /// <summary>Its name in messages.</summary>
    public string Name { get; set; } = "";

    /// <summary>The YAML.</summary>
    public string Yaml { get; set; } = "";
}
