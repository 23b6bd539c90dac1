using System.Diagnostics;
using System.IO.Compression;
using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Tool;

/// <summary>The command as its user has it: packed once, and installed from a folder that is a feed of this one package.</summary>
public sealed class InstalledTool : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-tool-");

    /// <summary>The release, which no cache has.</summary>
    public string Version { get; } = $"0.0.{Environment.ProcessId}-test{Stopwatch.GetTimestamp()}";

    /// <summary>The folder that is the feed of the package.</summary>
    public string Feed => Path.Combine(_folder.FullName, "feed");

    /// <summary>The command.</summary>
    public string File => Path.Combine(_folder.FullName, "bin", OperatingSystem.IsWindows() ? "crossriver-emulator.exe" : "crossriver-emulator");

    /// <summary>Runs the command to its end.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(params IReadOnlyList<string> arguments)
    {
        await using var program = Start(arguments);
        return (await program.ExitAsync(), program.Output.TrimEnd());
    }

    /// <summary>Runs a command of <c>dotnet</c> that downloads the package. It has a cache of packages without it.</summary>
    public async Task<(int ExitCode, string Output)> RunUninstalledAsync(params IReadOnlyList<string> arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages") };
        await using var dotnet = RunningProgram.StartFile("dotnet", _folder.FullName, environment, arguments);
        return (await dotnet.ExitAsync(), dotnet.Output.TrimEnd());
    }

    /// <summary>Reads a file of the package.</summary>
    public string ReadPackaged(string name)
    {
        using var package = ZipFile.OpenRead(Directory.EnumerateFiles(Feed, "*.nupkg").Single());
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>Starts the command.</summary>
    public RunningProgram Start(params IReadOnlyList<string> arguments) => RunningProgram.StartFile(File, _folder.FullName, arguments);

    public async ValueTask InitializeAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "nuget.config"),
            """<configuration><packageSources><clear /><add key="feed" value="feed" /></packageSources></configuration>""",
            TestContext.Current.CancellationToken);
        await DotnetAsync(
            "pack", Path.Combine(RunningProgram.Repository, "src/CrossRiver.Emulator.Tool"), "--no-build", "--no-restore", "--configuration", configuration,
            "--output", Feed, $"-p:PackageVersion={Version}", "--nologo");
        await DotnetAsync(
            "tool", "install", "CrossRiver.Emulator.Tool", "--tool-path", "bin", "--version", Version, "--configfile", Path.Combine(_folder.FullName, "nuget.config"));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task DotnetAsync(params IReadOnlyList<string> arguments)
    {
        await using var dotnet = RunningProgram.StartFile("dotnet", _folder.FullName, arguments);
        Assert.True(await dotnet.ExitAsync() == 0, dotnet.Output);
    }
}

/// <summary>The classes that share one installed tool. They run one after the other.</summary>
[CollectionDefinition]
public sealed class SharedInstalledTool : ICollectionFixture<InstalledTool>;
