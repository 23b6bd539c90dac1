namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Tells that something in a folder may have changed, also when the folder itself comes or goes.</summary>
/// <param name="folder">The folder's full path; it may be missing.</param>
/// <param name="changed">Told of each change, on any thread.</param>
internal sealed class FolderWatch(string folder, Action changed) : IDisposable
{
    private FileSystemWatcher? _watcher;
    private volatile Exception? _failure;

    /// <summary>Watches what is there now: to be called at first and after each change, as a folder may have come or be another one.</summary>
    /// <exception cref="IOException">The system does not let it be watched.</exception>
    public void Renew()
    {
        // The system has let the folder be watched but not all that is below it.
        if (_failure is { } failure)
        {
            throw new IOException(failure.Message, failure);
        }

        var before = _watcher;
        var (watched, next) = NearestOf(folder);
        _watcher = Watch(watched, next);
        before?.Dispose();

        // What came while nobody watched it.
        if (NearestOf(folder).Folder != watched)
        {
            changed();
        }
    }

    public void Dispose() => _watcher?.Dispose();

    // What is missing cannot be watched, but the place where it will come.
    private static (string Folder, string? Next) NearestOf(string folder)
    {
        var (nearest, next) = (folder, default(string));
        while (!Directory.Exists(nearest) && Path.GetDirectoryName(nearest) is { } parent)
        {
            (nearest, next) = (parent, Path.GetFileName(nearest));
        }

        return (nearest, next);
    }

    private FileSystemWatcher Watch(string watched, string? next)
    {
        var watcher = new FileSystemWatcher(watched)
        {
            Filter = next ?? "*",
            IncludeSubdirectories = next is null,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Changed += (_, _) => changed();
        watcher.Created += (_, _) => changed();
        watcher.Deleted += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        watcher.Error += (_, error) => OnError(error.GetException());
        try
        {
            watcher.EnableRaisingEvents = true;
        }
        catch
        {
            watcher.Dispose();
            throw;
        }

        return watcher;
    }

    // After an overflow something has changed, and nothing else is wrong.
    private void OnError(Exception exception)
    {
        _failure = exception is InternalBufferOverflowException ? null : exception;
        changed();
    }
}
