using System.Diagnostics;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>A program of this repository as its user runs it: a process of its own.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<Uri> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The number of its process.</summary>
    public int Id => _process.Id;

    /// <summary>Everything it has printed so far, on both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts a program that was built with the tests.</summary>
    /// <param name="project">The name of its project.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">The command line.</param>
    public static RunningProgram Start(string project, string folder, params IReadOnlyList<string> arguments) => Run("dotnet", folder, [PathOf(project), .. arguments]);

    /// <summary>Starts a program by its file.</summary>
    /// <param name="file">The program.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">The command line.</param>
    public static RunningProgram StartFile(string file, string folder, params IReadOnlyList<string> arguments) => Run(file, folder, arguments);

    /// <summary>Starts a program by its file, in an environment that is like this one but for some variables.</summary>
    public static RunningProgram StartFile(string file, string folder, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments) =>
        Run(file, folder, arguments, environment);

    /// <summary>Where a program is that was built with the tests.</summary>
    public static string PathOf(string project) =>
        Path.Combine(AppContext.BaseDirectory.Replace($"{typeof(RunningProgram).Assembly.GetName().Name}", project, StringComparison.Ordinal), $"{project}.dll");

    /// <summary>Whether a program is on this machine. Windows finds the bash of its Linux subsystem, which sees other files and other addresses.</summary>
    public static bool IsInstalled(string program) => !(OperatingSystem.IsWindows() && program is "bash") && (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")));

    /// <summary>Runs lines in bash, or skips the test on Windows.</summary>
    /// <param name="script">The lines.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="environment">Variables that differ from the environment of the tests.</param>
    public static RunningProgram StartBash(string script, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for the bash of Linux and macOS.");
        return Run("bash", folder, ["-euo", "pipefail", "-c", script], environment);
    }

    /// <summary>Waits until it prints where it listens.</summary>
    public async Task<Uri> UrlAsync()
    {
        var first = await Task.WhenAny(_url.Task, _process.WaitForExitAsync(TestContext.Current.CancellationToken)).WaitAsync(Patience);
        Assert.True(first == _url.Task, $"It ended instead of listening: {Output}");
        return await _url.Task;
    }

    /// <summary>Whether it has loaded an assembly, or printed a text. Linux shows which files a process has mapped.</summary>
    public bool HasLoadedOrPrinted(string name) =>
        _process.HasExited || Output.Contains(name, StringComparison.Ordinal) || ReadMaps().Contains($"/{name}.dll", StringComparison.Ordinal);

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync(TimeSpan? patience = null)
    {
        try
        {
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(patience ?? Patience);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"The program did not end. It printed: {Output}", exception);
        }

        return _process.ExitCode;
    }

    /// <summary>Presses Ctrl+C.</summary>
    public Task InterruptAsync() => SignalAsync("INT");

    /// <summary>Sends it a signal.</summary>
    /// <param name="signal">Its name, for example <c>TERM</c>.</param>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        return _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static RunningProgram Run(string file, string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var program = new RunningProgram(start);
        ChildSignals.Start(program._process);
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();

        return program;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CrossRiver.Emulator.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside their repository.");
    }

    private string ReadMaps()
    {
        try
        {
            return File.ReadAllText($"/proc/{_process.Id}/maps");
        }
        catch (IOException)
        {
            // It is gone.
            return "";
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        if (line.IndexOf(" on http://", StringComparison.Ordinal) is >= 0 and var start)
        {
            _url.TrySetResult(new Uri(line[(start + " on ".Length)..].Split(' ', ',')[0]));
        }
    }
}
