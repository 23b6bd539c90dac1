using System.Diagnostics;

namespace CrossRiver.Emulator.Packaging.Packages;

/// <summary>A command line, run as a user would.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs <c>dotnet</c>.</summary>
    /// <returns>What it printed.</returns>
    /// <remarks>It fails the test if it does not end with the exit code that is expected.</remarks>
    public static async Task<string> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, int exitCode, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the build of these tests has set for itself, and what they set, is not the user's.
        string[] ours = ["MSBuild", "Emulator__", "ASPNETCORE_", "OTEL_"];
        foreach (var name in start.Environment.Keys.Where(name => ours.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var printed = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        var output = string.Join('\n', await printed);
        Assert.True(process.ExitCode == exitCode, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
        return output;
    }
}
