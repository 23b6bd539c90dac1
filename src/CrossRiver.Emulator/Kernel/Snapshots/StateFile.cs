namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Keeps all worlds in a file beyond the end of the process. The file is complete at any moment, or missing.</summary>
internal sealed partial class StateFile(
    WorldDirectory worlds,
    IEnumerable<SnapshotSection> sections,
    SnapshotJson json,
    IServiceProvider services,
    IOptions<StateOptions> options,
    TimeProvider machine,
    ILogger<StateFile> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task? _writing;
    private FileStream? _claim;
    private string? _path;
    private (long, long, long) _written;

    // The target of a link is read, locked and replaced, so that the link stays.
    private string Path => _path ??= Resolve(System.IO.Path.GetFullPath(options.Value.File!));

    // Grows with each change that must be saved. Reads change the journal only.
    private (long Turns, long Entries, long InSections) Changes =>
        (worlds.All.Sum(world => world.Version), worlds.Entries, sections.Sum(section => section.Changes(services)));

    /// <summary>Continues from the file, if it exists, and writes it from now on.</summary>
    /// <exception cref="StateFileException">The file cannot be used. It stays unchanged.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.File is not { Length: > 0 })
        {
            return;
        }

        _claim = Claim();
        if (File.Exists(Path))
        {
            await ReadAsync(cancellationToken);
        }

        // Fails now, before there is a state to lose.
        await RequireWrittenAsync("cannot be written", "choose another file with --state");
        _writing = WriteAtIntervalsAsync();
    }

    /// <summary>Writes the file a last time, after the worlds have stopped.</summary>
    /// <exception cref="StateFileException">The file cannot be written. The previous one stays.</exception>
    /// <remarks>The file stays unchanged if the start ended before the file was read.</remarks>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_writing is { } writing)
        {
            await _stopping.CancelAsync();
            await writing;

            // A failed write loses the last changes, so the process must not end as if it had succeeded.
            await RequireWrittenAsync("could not be written at the stop", "the file is that of the last time it could");
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _claim?.Dispose();
    }

    // Two emulators with one file would overwrite each other's worlds. The system releases the claim even if the process is killed.
    private FileStream Claim()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            return new FileStream($"{Path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StateFileException($"{options.Value.File}: the state cannot be written: {exception.Message} Another emulator may keep its state there; choose another file with --state", exception);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(Path);
            var isSealed = await StateChecksum.CheckAsync(file, cancellationToken);
            var snapshot = await json.ReadAsync<EmulatorSnapshot>(file, cancellationToken);
            SnapshotReading.RequireFormat(snapshot);
            if (snapshot.Checksum is not null && !isSealed)
            {
                throw StateChecksum.Differs();
            }

            await worlds.RestoreAsync(snapshot);
            foreach (var section in sections)
            {
                section.LoadFrom(snapshot.Sections.GetValueOrDefault(section.Name), services);
            }

            LogRestored(snapshot.Worlds.Count, snapshot.Clock.Machine, Path);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new StateFileException($"{options.Value.File}: the state cannot be read: {exception.Message}; the file stays as it is, move it away to start without it", exception);
        }
    }

    private async Task WriteAtIntervalsAsync()
    {
        using var timer = new PeriodicTimer(options.Value.Interval, machine);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await TryWriteAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // StopAsync writes the last state.
        }
    }

    private async Task RequireWrittenAsync(string failure, string advice)
    {
        try
        {
            await WriteAsync();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StateFileException($"{options.Value.File}: the state {failure}: {exception.Message}; {advice}", exception);
        }
    }

    private async Task TryWriteAsync()
    {
        try
        {
            if (Changes != _written)
            {
                await WriteAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(exception, Path);
        }
    }

    // Writes a new file first, so that the previous one is complete if the process is killed.
    private async Task WriteAsync()
    {
        var changes = Changes;
        var snapshot = worlds.Save() with
        {
            Checksum = StateChecksum.Blank,
            Sections = sections.ToDictionary(section => section.Name, section => section.SaveTo(services), StringComparer.Ordinal),
        };
        var beside = $"{Path}.new";
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        try
        {
            await WriteAsync(snapshot, beside);
            File.Move(beside, Path, overwrite: true);
        }
        catch (IOException)
        {
            // The incomplete file would take space on a full disk.
            File.Delete(beside);
            throw;
        }

        // Saving a world takes its lock once.
        _written = changes with { Turns = changes.Turns + snapshot.Worlds.Count };
    }

    private async Task WriteAsync(EmulatorSnapshot snapshot, string path)
    {
        await using var file = new FileStream(path, OnlyForOwner());
        await JsonSerializer.SerializeAsync(file, snapshot, json.Options, CancellationToken.None);
        await file.FlushAsync(CancellationToken.None);
        await StateChecksum.SealAsync(file);
        await file.FlushAsync(CancellationToken.None);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    private static string Resolve(string path) => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    private static FileStreamOptions OnlyForOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    [LoggerMessage(LogLevel.Information, "Restored {Worlds} worlds of {Moment} from {File}")]
    private partial void LogRestored(int worlds, DateTimeOffset moment, string file);

    [LoggerMessage(LogLevel.Error, "The state could not be written to {File}; it is tried again")]
    private partial void LogNotWritten(Exception exception, string file);
}

/// <summary>Thrown if the file with the state of all worlds cannot be used.</summary>
internal sealed class StateFileException(string message, Exception inner) : Exception(message, inner);

internal static class StateFileServices
{
    /// <summary>Adds the file before the worlds: it is read before they are seeded, and written after they have stopped.</summary>
    public static IServiceCollection AddStateFile(this IServiceCollection services) => services.AddHostedService<StateFile>();
}
