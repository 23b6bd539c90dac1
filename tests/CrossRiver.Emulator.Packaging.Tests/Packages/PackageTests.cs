using System.Text.RegularExpressions;
using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Packages;

public sealed class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    public static TheoryData<string> Names => [.. PackageFeed.Names];

    [Fact]
    public void Packing_warns_of_nothing() => Assert.DoesNotContain("warning", feed.Output, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_holds_its_library_its_documentation_and_nothing_else(string name)
    {
        Assert.Equal([$"{name}.nuspec", "README.md", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"], feed.FilesOf(name).Order(StringComparer.Ordinal));
        Assert.Equal([$"{name}.nuspec", $"lib/net10.0/{name}.pdb"], feed.FilesOf(name, "snupkg"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_package_says_what_it_is_and_under_which_license(string name)
    {
        var metadata = await feed.ReadMetadataAsync(name);

        var values = metadata.Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);
        Assert.Equal((name, PackageFeed.Version, "MIT", "README.md"), (values["id"], values["version"], values["license"], values["readme"]));
        Assert.NotEmpty(values["description"]);
    }

    [Theory]
    [InlineData("CrossRiver.Emulator.Testing", "CrossRiver.Emulator")]
    [InlineData("CrossRiver.Emulator.Testing.Xunit", "CrossRiver.Emulator.Testing", "xunit.v3.extensibility.core")]
    [InlineData("CrossRiver.Emulator.Testcontainers", "CrossRiver.Emulator.Testing", "Testcontainers")]
    [InlineData("CrossRiver.Emulator.Aspire.Hosting", "CrossRiver.Emulator.Testing", "Aspire.Hosting")]
    public async Task A_package_depends_on_what_it_uses_and_leaves_the_rest_to_those(string name, params string[] expected)
    {
        var metadata = await feed.ReadMetadataAsync(name);

        var dependencies = metadata.Descendants().Where(element => element.Name.LocalName is "dependency").Select(element => element.Attribute("id")!.Value);
        Assert.Equal(expected, dependencies);
    }

    [Fact]
    public void The_views_are_in_their_library_and_not_in_a_folder_that_hosts_lose()
    {
        var files = feed.FilesOf("CrossRiver.Emulator.Page");

        Assert.Contains("lib/net10.0/CrossRiver.Emulator.Page.dll", files);
        Assert.DoesNotContain(files, file => file.Contains("staticwebassets", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_reference_to_the_emulator_brings_no_version_with_a_known_vulnerability()
    {
        var metadata = await feed.ReadMetadataAsync("CrossRiver.Emulator");

        var json = metadata.Descendants().Single(element => element.Attribute("id")?.Value is "Newtonsoft.Json");
        Assert.Equal("13.0.4", json.Attribute("version")!.Value);
    }

    [Fact]
    public async Task A_new_users_first_test_passes_in_an_empty_folder()
    {
        var folder = feed.NewFolder("FirstTests");
        var environment = new Dictionary<string, string>
        {
            // The packages of this run stay here; all others are taken from where they are already.
            ["NUGET_PACKAGES"] = feed.NewFolder("packages"),
            ["NUGET_FALLBACK_PACKAGES"] = GlobalPackages(),
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        };
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nuget.config"),
            $"""<configuration><packageSources><add key="local" value="{feed.Folder}" /></packageSources></configuration>""",
            TestContext.Current.CancellationToken);

        await Command.RunAsync(folder, environment, exitCode: 0, "new", "xunit", "--no-restore");
        await Command.RunAsync(folder, environment, exitCode: 0, "add", "package", "CrossRiver.Emulator.Testing", "--version", PackageFeed.Version);
        await File.WriteAllTextAsync(Path.Combine(folder, "UnitTest1.cs"), FirstTest("README.md"), TestContext.Current.CancellationToken);
        var output = await Command.RunAsync(folder, environment, exitCode: 0, "test", "-nodeReuse:false");

        var summary = output.Split('\n').Single(line => line.StartsWith("Passed!", StringComparison.Ordinal));
        Assert.Contains("Failed:     0, Passed:     1, Skipped:     0, Total:     1", summary, StringComparison.Ordinal);
        Assert.True(Regex.IsMatch(summary, @"Duration: (< 1 ms|\d+ ms|\d s) ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture), $"It took 10 s or more: {summary}");
    }

    [Fact]
    public void The_readme_of_the_package_begins_with_the_same_test() =>
        Assert.Equal(FirstTest("README.md"), FirstTest("src/CrossRiver.Emulator.Testing/README.md"));

    private static string FirstTest(string file)
    {
        const string Begin = "```csharp\n";
        var readme = File.ReadAllText(Path.Combine(RunningProgram.Repository, file));
        var code = readme[(readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..];
        return code[..code.IndexOf("```", StringComparison.Ordinal)];
    }

    private static string GlobalPackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
