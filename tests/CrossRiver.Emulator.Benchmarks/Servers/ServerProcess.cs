using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>A program that serves HTTP on a free loopback port, from its start until it is disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatienceWithEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(2);

    // .NET keeps sockets there that a process which is killed leaves behind.
    private readonly DirectoryInfo _temporaryFiles = Directory.CreateTempSubdirectory("crossriver-benchmark-");
    private readonly Process _process;

    private ServerProcess(string program, Func<Uri, string[]> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        Address = FreeAddress();
        StartedAt = TimeProvider.System.GetTimestamp();
        _process = Run(program, arguments(Address), environment);
    }

    /// <summary>Where it listens; ends in a slash.</summary>
    public Uri Address { get; }

    /// <summary>The machine's stamp of the start of the process.</summary>
    public long StartedAt { get; }

    /// <summary>From the start of the process to its first answer of 200.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts a published emulator and waits until it is ready.</summary>
    public static Task<ServerProcess> StartEmulatorAsync(string program, CancellationToken cancellationToken, params string[] arguments) =>
        StartAsync(program, arguments, "_emulator/ready", cancellationToken);

    /// <summary>Starts a published emulator that finds more in its environment, and waits until it is ready.</summary>
    public static Task<ServerProcess> StartEmulatorAsync(
        string program,
        IEnumerable<KeyValuePair<string, string>> environment,
        CancellationToken cancellationToken,
        params string[] arguments) => StartAsync(program, address => WithAddress(arguments, address), "_emulator/ready", environment, cancellationToken);

    /// <summary>Starts a <see cref="BareEndpoint"/> and waits until it is ready.</summary>
    public static Task<ServerProcess> StartBareAsync(CancellationToken cancellationToken) =>
        StartAsync(Environment.ProcessPath!, ["bare"], "ready", cancellationToken);

    /// <summary>Starts a <see cref="WebhookReceiver"/> and waits until it is ready.</summary>
    public static Task<ServerProcess> StartReceiverAsync(CancellationToken cancellationToken) =>
        StartAsync(Environment.ProcessPath!, ["receive"], "tally", cancellationToken);

    /// <summary>Starts a <see cref="WebhookReceiver"/> that counts and keeps no bodies, and waits until it is ready.</summary>
    public static Task<ServerProcess> StartCounterAsync(CancellationToken cancellationToken) =>
        StartAsync(Environment.ProcessPath!, ["receive", "--forget", "true"], "tally", cancellationToken);

    /// <summary>Starts a <see cref="WebhookReceiver"/> that takes so long for each answer, and waits until it is ready.</summary>
    public static Task<ServerProcess> StartSlowReceiverAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        StartAsync(Environment.ProcessPath!, ["receive", "--delay", delay.ToString("c", CultureInfo.InvariantCulture)], "tally", cancellationToken);

    /// <summary>How much the process has kept processors at work until now.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>How many threads it has.</summary>
    public Task<long> ReadThreadsAsync(CancellationToken cancellationToken) => ReadStatusAsync(_process.Id, "Threads:", cancellationToken);

    /// <summary>How many files and sockets it has open.</summary>
    public int CountHandles() => Directory.GetFileSystemEntries($"{FolderOf(_process.Id)}/fd").Length;

    /// <summary>Reads how much memory is resident, in bytes: its own, and that of the processes it has started.</summary>
    public async Task<long> ReadResidentMemoryAsync(CancellationToken cancellationToken)
    {
        var kilobytes = 0L;
        foreach (var id in FamilyOf(_process.Id).ToList())
        {
            kilobytes += await ReadStatusAsync(id, "VmRSS:", cancellationToken);
        }

        return kilobytes * 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().WaitAsync(PatienceWithEnd);
        }

        _process.Dispose();
        _temporaryFiles.Delete(recursive: true);
    }

    private static async Task<long> ReadStatusAsync(int id, string name, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync($"{FolderOf(id)}/status", cancellationToken);
        var line = lines.Single(line => line.StartsWith(name, StringComparison.Ordinal));

        return long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    // Some programs are started by a script, which waits for them.
    private static IEnumerable<int> FamilyOf(int id) => Directory.GetDirectories($"{FolderOf(id)}/task")
        .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(child => FamilyOf(int.Parse(child, CultureInfo.InvariantCulture)))
        .Prepend(id);

    private static string FolderOf(int id) => OperatingSystem.IsLinux()
        ? $"/proc/{id}"
        : throw new MeasurementException("Memory, threads and handles of a process are read from /proc: start, queue, views, peers, soak and overload need Linux");

    private static Task<ServerProcess> StartAsync(string program, string[] arguments, string readyPath, CancellationToken cancellationToken) =>
        StartAsync(program, address => WithAddress(arguments, address), readyPath, cancellationToken);

    private static string[] WithAddress(string[] arguments, Uri address) => [.. arguments, "--urls", address.OriginalString];

    /// <summary>Starts any program and waits until it answers 200.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments, which say where it is to listen.</param>
    /// <param name="readyPath">What it answers when it is ready.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public static Task<ServerProcess> StartAsync(string program, Func<Uri, string[]> arguments, string readyPath, CancellationToken cancellationToken) =>
        StartAsync(program, arguments, readyPath, environment: [], cancellationToken);

    private static async Task<ServerProcess> StartAsync(
        string program,
        Func<Uri, string[]> arguments,
        string readyPath,
        IEnumerable<KeyValuePair<string, string>> environment,
        CancellationToken cancellationToken)
    {
        var server = new ServerProcess(program, arguments, environment);
        try
        {
            await server.WaitUntilReadyAsync(readyPath, cancellationToken);
            server.StartTime = TimeProvider.System.GetElapsedTime(server.StartedAt);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}/");
    }

    private Process Run(string program, string[] arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(program),
            Environment = { ["TMPDIR"] = _temporaryFiles.FullName },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;

        // What a server has to complain of belongs to the result.
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && (text.StartsWith("warn:", StringComparison.Ordinal) || text.StartsWith("fail:", StringComparison.Ordinal)))
            {
                Console.Error.WriteLine(text);
            }
        };
        process.BeginOutputReadLine();

        return process;
    }

    private async Task WaitUntilReadyAsync(string readyPath, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (!await AnswersAsync(http, new Uri(readyPath, UriKind.Relative), patience.Token))
            {
                if (_process.HasExited)
                {
                    throw new MeasurementException($"{_process.StartInfo.FileName} ended with exit code {_process.ExitCode} before it was ready");
                }

                await Task.Delay(PollInterval, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MeasurementException($"{_process.StartInfo.FileName} was not ready within {Patience.TotalSeconds} s");
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri ready, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(ready, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
