namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Reports changes in a folder, including its creation and deletion.</summary>
/// <param name="folder">The full path of the folder, which may be missing.</param>
/// <param name="changed">Called for each change, on any thread.</param>
internal sealed class FolderWatch(string folder, Action changed) : IDisposable
{
    private FileSystemWatcher? _watcher;
    private volatile Exception? _failure;

    /// <summary>Watches the folder that exists now. Call first and after each change, because the folder may be new or another folder.</summary>
    /// <exception cref="IOException">The system refuses to watch the folder.</exception>
    public void Renew()
    {
        // The system watches the folder, but not everything below it.
        if (_failure is { } failure)
        {
            throw new IOException(failure.Message, failure);
        }

        var before = _watcher;
        var (watched, next) = NearestOf(folder);
        _watcher = Watch(watched, next);
        before?.Dispose();

        // A change before the watch started raised no event.
        if (NearestOf(folder).Folder != watched)
        {
            changed();
        }
    }

    public void Dispose() => _watcher?.Dispose();

    // A missing folder cannot be watched, so its nearest existing parent is watched instead.
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

    // An overflow means only that something has changed.
    private void OnError(Exception exception)
    {
        _failure = exception is InternalBufferOverflowException ? null : exception;
        changed();
    }
}
