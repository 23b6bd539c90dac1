namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Recognizes files and folders that editors, version control, archives and mounts create beside scenario files.</summary>
internal static class StrayFiles
{
    // From macOS archives, network drives, and the roots of volumes.
    private static readonly string[] Folders =
    [
        "__MACOSX", "@eaDir", "@Recycle", "@Recently-Snapshot", "@tmp", "#recycle", "#snapshot", "$RECYCLE.BIN", "System Volume Information", "lost+found", "CVS",
    ];

    // From a merge that git has opened in a tool.
    private static readonly string[] MergeParts = ["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"];

    /// <summary>Returns whether a file or folder is skipped: it is hidden, temporary, or belongs to another program.</summary>
    /// <remarks>A leading dot covers <c>._mine.yaml</c> (macOS), <c>.#mine.yaml</c> (Emacs), <c>.git</c>, and <c>..data</c> (Kubernetes volumes, which also
    /// link its files). A leading or trailing tilde marks an editor's copy or lock.</remarks>
    public static bool Include(ReadOnlySpan<char> name) =>
        name.StartsWith('.') || name.StartsWith('~') || name.EndsWith('~') || (name.StartsWith('#') && name.EndsWith('#'))
        || Folders.Contains(name.ToString(), StringComparer.OrdinalIgnoreCase) || IsMergePart(name);

    // For example mine_LOCAL_4711.yaml.
    private static bool IsMergePart(ReadOnlySpan<char> name)
    {
        var stem = name[..Math.Max(name.LastIndexOf('.'), 0)];
        var head = stem.TrimEnd("0123456789").ToString();
        return head.Length < stem.Length && MergeParts.Any(part => head.EndsWith(part, StringComparison.Ordinal));
    }
}
