using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrossRiver.Emulator.Fixtures;
using CrossRiver.Emulator.Testcontainers;

namespace CrossRiver.Emulator.Packaging.Packages;

/// <summary>The version of Directory.Build.props, and the other places that say it.</summary>
public sealed partial class VersionTests
{
    private static readonly string Version = XDocument.Load(PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

    [Fact]
    public void The_packages_for_containers_start_the_image_of_their_version() =>
        Assert.Equal(CrossRiverEmulatorBuilder.DefaultImage, $"crossriver-emulator:{Version}");

    // The constants of packages are in the files of their public API.
    [Theory]
    [InlineData("tests/CrossRiver.Emulator.Testing.Tests/Packages/Api", 2)]
    [InlineData("src", 3)]
    [InlineData("docs", 6)]
    [InlineData("samples", 0)]
    [InlineData(".", 1)]
    public void Images_and_packages_that_files_name_are_of_this_version(string folder, int atLeast)
    {
        var depth = folder is "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories;
        var named = Directory.EnumerateFiles(PathOf(folder), "*", depth)
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".md" or ".mjs" or ".txt" or ".yaml" or ".yml" or "")
            .Where(file => Path.GetFileName(file) is not "CHANGELOG.md")
            .SelectMany(file => Named().Matches(File.ReadAllText(file))
                .Select(match => $"{Path.GetRelativePath(RunningProgram.Repository, file)}: {match.Value} {match.Groups["version"].Value}"))
            .ToList();

        Assert.InRange(named.Count, atLeast, int.MaxValue);
        Assert.All(named, name => Assert.EndsWith($" {Version}", name, StringComparison.Ordinal));
    }

    [Fact]
    public void The_changes_begin_with_those_of_this_version() =>
        Assert.Equal($"## {Version}", File.ReadLines(PathOf("CHANGELOG.md")).First(line => line.StartsWith("## ", StringComparison.Ordinal)));

    private static string PathOf(string path) => Path.Combine(RunningProgram.Repository, path);

    // An image by its tag, a package by its reference, on a command line or as a file, the label of the image, and a tag. ToolTests has the description for agents.
    [GeneratedRegex(
        """(crossriver-emulator:|CrossRiver\.Emulator[A-Za-z.]*(" Version="|@| --version |\.(?=\d))|image\.version="|(tag|origin) v(?=\d))(?<version>latest|\d+(\.\d+)+(-[\w.]+)?)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
