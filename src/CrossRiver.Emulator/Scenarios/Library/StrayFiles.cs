namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>The names of files and folders that editors, version control, archives and mounts leave beside scenario files.</summary>
internal static class StrayFiles
{
    // Of macOS archives, network drives, and the roots of volumes.
    private static readonly string[] Folders =
    [
        "__MACOSX", "@eaDir", "@Recycle", "@Recently-Snapshot", "@tmp", "#recycle", "#snapshot", "$RECYCLE.BIN", "System Volume Information", "lost+found", "CVS",
    ];

    // Of a merge that git has opened in a tool.
    private static readonly string[] MergeParts = ["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"];

    /// <summary>Returns whether a file or folder of this name is passed over: it is hidden, temporary, or another program's.</summary>
    /// <remarks>
    /// What begins with a dot includes <c>._mine.yaml</c> of macOS, <c>.#mine.yaml</c> of Emacs, <c>.git</c>, and <c>..data</c> of a Kubernetes
    /// volume, whose files are also there as links. What begins or ends with a tilde is a copy or a lock of an editor's.
    /// </remarks>
    public static bool Include(ReadOnlySpan<char> name) =>
        name.StartsWith('.') || name.StartsWith('~') || name.EndsWith('~') || (name.StartsWith('#') && name.EndsWith('#')) || IsFolder(name) || IsMergePart(name);

    private static bool IsFolder(ReadOnlySpan<char> name)
    {
        foreach (var folder in Folders)
        {
            if (name.Equals(folder, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // mine_LOCAL_4711.yaml
    private static bool IsMergePart(ReadOnlySpan<char> name)
    {
        var stem = name[..Math.Max(name.LastIndexOf('.'), 0)];
        var head = stem.TrimEnd("0123456789");
        foreach (var part in MergeParts)
        {
            if (head.Length < stem.Length && head.EndsWith(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
