using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Scenarios.Files;

/// <summary>Which scenarios there are: the section <c>Emulator:Scenarios</c>.</summary>
internal sealed class ScenarioOptions
{
    /// <summary>The folder whose <c>*.yaml</c> and <c>*.yml</c> files are read at the start, besides those that ship with the program.</summary>
    /// <value>A path, relative to the working directory. The default is <c>scenarios</c>, which may be missing.</value>
    [Required]
    public string Folder { get; set; } = DefaultFolder;

    /// <summary>The scenario for customers that no other one is for.</summary>
    /// <value>The default is <c>clear</c>, or <c>faithful</c> at that pace.</value>
    public string? Default { get; set; }

    /// <summary>The default of <see cref="Folder"/>.</summary>
    internal const string DefaultFolder = "scenarios";
}
