using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Clients;

/// <summary>The tools that make clients of the documents, and what they make; the clients for C# are made and built once for all tests.</summary>
public sealed class GeneratedClients : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    // Neither asks for news of itself.
    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal)
    {
        ["KIOTA_OFFLINE_ENABLED"] = "true",
        ["KIOTA_CLI_TELEMETRY_OPTOUT"] = "true",
        ["REDOCLY_TELEMETRY"] = "off",
        ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true",
    };

    private readonly SemaphoreSlim _turn = new(1, 1);
    private string? _program;

    /// <summary>The folder of the client for TypeScript.</summary>
    public static string TypeScript { get; } = Path.Combine(RunningProgram.Repository, "tests/clients/typescript");

    /// <summary>The folder of the clients for C#.</summary>
    public static string CSharp { get; } = Path.Combine(RunningProgram.Repository, "tests/clients/csharp");

    /// <summary>Skips the test on a machine without Node or without the packages of the TypeScript client.</summary>
    public static void RequireNode()
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("node"), "There is no node on this machine.");
        Assert.SkipUnless(Directory.Exists(Path.Combine(TypeScript, "node_modules")), $"The generators are not installed: npm ci --prefix {TypeScript}");
    }

    /// <summary>Generates the clients for C# and builds them, or skips the test if the tools or packages are not restored.</summary>
    /// <returns>The program.</returns>
    public async Task<string> BuildAsync()
    {
        var assets = Path.Combine(RunningProgram.Repository, "artifacts/obj/GeneratedClients/project.assets.json");
        Assert.SkipUnless(File.Exists(assets), $"The generators are not restored: (cd {CSharp} && dotnet tool restore && dotnet restore)");

        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_program is null)
            {
                await RunAsync(CSharp, "bash generate.sh && dotnet build --no-restore --nologo --verbosity quiet -nodeReuse:false");
                _program = Path.Combine(RunningProgram.Repository, "artifacts/bin/GeneratedClients/debug/GeneratedClients.dll");
            }
        }
        finally
        {
            _turn.Release();
        }

        return _program;
    }

    /// <summary>Runs a command line, asserts that it ends well, and returns what it prints.</summary>
    public static async Task<string> RunAsync(string folder, string commands)
    {
        await using var program = RunningProgram.StartBash(commands, folder, Environment);

        Assert.True(await program.ExitAsync(Patience) is 0, program.Output);

        return program.Output;
    }

    public void Dispose() => _turn.Dispose();
}
