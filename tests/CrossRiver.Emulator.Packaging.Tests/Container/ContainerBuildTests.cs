using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Container;

/// <summary>The steps of the Dockerfile, run without an engine in a folder that has only what it copies.</summary>
/// <remarks>Compiling to machine code takes as long again, and is left out unless <c>CONTAINER_READY_TO_RUN=1</c> asks for it; what does it is restored all the same.</remarks>
public sealed class ContainerBuildTests : IDisposable
{
    private const string Asking = "CONTAINER_READY_TO_RUN";
    private const long LargestImage = 60 * 1024 * 1024;

    private static readonly TimeSpan PatienceWithBuild = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-container-");
    private readonly IReadOnlyList<Instruction> _instructions = ContainerFile.Read();

    [Fact]
    public async Task The_published_program_starts_reports_its_health_and_writes_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The image is one of Linux.");
        foreach (var instruction in _instructions.Where(instruction => instruction.Stage is 0))
        {
            await DoAsync(instruction);
        }

        Directory.CreateDirectory(In("home"));
        Directory.CreateDirectory(In("tmp"));
        await File.WriteAllTextAsync(In("image/scenarios/mine.yaml"), "{version: 1, scenario: mine, timeline: []}", TestContext.Current.CancellationToken);
        var image = Files("image");
        var environment = Environment();
        var (entry, check) = (CommandOf("ENTRYPOINT"), CommandOf("HEALTHCHECK"));

        await using (var program = RunningProgram.StartFile(entry[0], In("image/app"), environment, [.. entry.Skip(1)]))
        {
            await program.UrlAsync();
            Assert.Contains(" 19 scenarios ", program.Output, StringComparison.Ordinal);
            Assert.Contains(" page: http://localhost:", program.Output, StringComparison.Ordinal);
            Assert.Equal((0, ""), await RunAsync(check, environment));
        }

        Assert.Equal(1, (await RunAsync(check, environment)).ExitCode);
        Assert.Equal(image, Files("image").Concat(Files("home")).Concat(Files("tmp")));
        Assert.InRange(image.Sum(file => new FileInfo(file).Length), 1, LargestImage);
        Assert.Equal("/app/CrossRiver.Emulator", new FileInfo(In("image/usr/bin/crossriver-emulator")).LinkTarget);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task DoAsync(Instruction instruction)
    {
        if (instruction.Name is "COPY")
        {
            // Of a folder, what is in it is copied.
            var target = Path.Combine(In("build"), instruction.Words[^1]);
            var sources = instruction.Sources.Select(source => Directory.Exists(Path.Combine(RunningProgram.Repository, source)) ? $"{source}/." : source);
            await RunScriptAsync($"mkdir -p '{target}' && cp -r {string.Join(' ', sources)} '{target}'", RunningProgram.Repository, instruction);
        }
        else if (instruction.Name is "RUN")
        {
            await RunScriptAsync(Here(instruction.Script), In("build"), instruction);
        }
    }

    // What a step of the file means by an absolute path is in the folder.
    private string Here(string script)
    {
        var compiled = System.Environment.GetEnvironmentVariable(Asking) is "1" || !script.Contains("dotnet publish", StringComparison.Ordinal);
        return script.Replace(" /image", $" {In("image")}", StringComparison.Ordinal)
            .Replace(" /empty", $" {In("empty")}", StringComparison.Ordinal)
            .Replace("PublishReadyToRun=true", compiled ? "PublishReadyToRun=true" : "PublishReadyToRun=false", StringComparison.Ordinal);
    }

    private static async Task RunScriptAsync(string script, string folder, Instruction instruction)
    {
        Directory.CreateDirectory(folder);
        var target = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "amd64";
        await using var bash = RunningProgram.StartBash($"export TARGETARCH={target} COMMIT=; {script}", folder);
        Assert.True(await bash.ExitAsync(PatienceWithBuild) == 0, $"{instruction.Name} {instruction.Text}\n{bash.Output}");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        await using var program = RunningProgram.StartFile(command[0], Path.GetTempPath(), environment, [.. command.Skip(1)]);
        return (await program.ExitAsync(), program.Output);
    }

    private IReadOnlyList<string> CommandOf(string name) =>
        [.. _instructions.Single(instruction => instruction.Name == name).Command.Select(word => word.Replace("/app/", $"{In("image/app")}/", StringComparison.Ordinal))];

    // That of the image, of its base, and places in which nothing is to be found afterwards.
    private Dictionary<string, string> Environment() => new(
        _instructions.Single(instruction => instruction.Name is "ENV").Words.Select(word => word.Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0], pair[1].Replace("/scenarios", In("image/scenarios"), StringComparison.Ordinal))),
        StringComparer.Ordinal)
    {
        ["ASPNETCORE_HTTP_PORTS"] = FreePort(),
        ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")),
        ["HOME"] = In("home"),
        ["TMPDIR"] = In("tmp"),
    };

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    private IReadOnlyList<string> Files(string folder) => [.. Directory.EnumerateFiles(In(folder), "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).LinkTarget is null).Order(StringComparer.Ordinal)];

    private string In(string path) => Path.Combine(_folder.FullName, path);
}
