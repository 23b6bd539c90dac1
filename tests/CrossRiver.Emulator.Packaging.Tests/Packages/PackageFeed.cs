using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Packages;

/// <summary>The packages of this repository, packed once from what was built with the tests into a folder that serves as a package source.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    /// <summary>A version that no other feed has.</summary>
    public const string Version = "0.1.0-test.1";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("crossriver-emulator-");

    /// <summary>The packages that are packed.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "CrossRiver.Emulator", "CrossRiver.Emulator.Page", "CrossRiver.Emulator.Testing", "CrossRiver.Emulator.Testing.Xunit",
        "CrossRiver.Emulator.Testcontainers", "CrossRiver.Emulator.Aspire.Hosting",
    ];

    /// <summary>Where the packages are.</summary>
    public string Folder => Path.Combine(_root.FullName, "feed");

    /// <summary>What the packing printed.</summary>
    public string Output { get; private set; } = "";

    /// <summary>A new folder for a user.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_root.FullName, name)).FullName;

    /// <summary>Reads the names of the files in a package.</summary>
    public IReadOnlyList<string> FilesOf(string package, string extension = "nupkg")
    {
        using var zip = ZipFile.OpenRead(PathOf(package, extension));
        return [.. zip.Entries.Select(entry => entry.FullName).Where(IsContent).Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads what a package says about itself.</summary>
    public async Task<XElement> ReadMetadataAsync(string package)
    {
        using var zip = await ZipFile.OpenReadAsync(PathOf(package, "nupkg"), TestContext.Current.CancellationToken);
        await using var nuspec = await zip.GetEntry($"{package}.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        var document = await XDocument.LoadAsync(nuspec, LoadOptions.None, TestContext.Current.CancellationToken);
        return document.Root!.Elements().Single();
    }

    public async ValueTask InitializeAsync()
    {
        // The tests stand in …/artifacts/bin/PROJECT/CONFIGURATION.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name is "release" ? "Release" : "Debug";
        // One process for all: each would read all projects again.
        var packages = Path.Combine(_root.FullName, "packages.slnf");
        var projects = Names.Select(name => $"src/{name}/{name}.csproj");
        await File.WriteAllTextAsync(
            packages,
            JsonSerializer.Serialize(new { solution = new { path = Path.Combine(RunningProgram.Repository, "CrossRiver.Emulator.sln"), projects } }),
            TestContext.Current.CancellationToken);
        Output = await Command.RunAsync(
            RunningProgram.Repository,
            new Dictionary<string, string>(),
            exitCode: 0,
            "pack", packages, "--no-build", "--no-restore", "--configuration", configuration, "--output", Folder, $"-p:Version={Version}", "-nodeReuse:false", "-warnAsError");
    }

    public ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static bool IsContent(string file) => !file.StartsWith("_rels/", StringComparison.Ordinal) && !file.StartsWith("package/", StringComparison.Ordinal) && file is not "[Content_Types].xml";

    private string PathOf(string package, string extension) => Path.Combine(Folder, $"{package}.{Version}.{extension}");
}
