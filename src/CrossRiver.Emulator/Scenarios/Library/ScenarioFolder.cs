using CrossRiver.Emulator.Scenarios.Matching.Patterns;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Represents the folder of the user's scenario files, with the last good version of each.</summary>
/// <param name="folder">The path, relative to the root.</param>
/// <param name="root">The base of relative paths and of file names in messages.</param>
internal sealed class ScenarioFolder(string folder, string root, ScenarioFormat parser, params IReadOnlyList<ScenarioText> texts)
{
    private const long LargestFile = 4 * 1024 * 1024;

    private SortedDictionary<string, ReadFile> _files = new(StringComparer.Ordinal);
    private string? _fault;

    public string FullPath { get; } = Path.GetFullPath(Path.Combine(root, folder));

    /// <summary>Gets the last good versions of all files, ordered by file name.</summary>
    public IEnumerable<ScenarioFile> Files => _files.Values.Select(file => file.Good).OfType<ScenarioFile>();

    public IEnumerable<Scenario> Scenarios => Files.SelectMany(file => file.Scenarios);

    /// <summary>Gets the faults of the current files, one line each.</summary>
    public IEnumerable<string> Faults => _files.Count > 0 && _files.Values.All(file => file.IsOfAnother)
        ? [$"{Path.GetRelativePath(root, FullPath)}: no file of this folder is a scenario file, not {_files.Keys.First()} either; if it is another program's, write --scenarios FOLDER to name yours, or --scenarios= for none"]
        : _files.Values.SelectMany(file => file.Faults).Prepend(_fault).OfType<string>();

    /// <summary>Reads the changed files. A file with faults keeps its last good version.</summary>
    /// <returns>The files that were read again or removed.</returns>
    public IReadOnlyList<string> Read()
    {
        IReadOnlyList<string> paths;
        try
        {
            paths = Find();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _fault = $"Emulator:Scenarios:Folder: {exception.Message}";
            return [];
        }

        var files = new SortedDictionary<string, ReadFile>(StringComparer.Ordinal);
        var patterns = 0;
        foreach (var given in texts)
        {
            files[given.Name] = Bound(_files.GetValueOrDefault(given.Name) ?? Parse(given.Yaml, given.Name, before: null), given.Name, ref patterns);
        }

        foreach (var path in paths)
        {
            var name = Path.GetRelativePath(root, path);
            files[name] = Bound(Read(path, name, _files.GetValueOrDefault(name)), name, ref patterns);
        }

        var changed = files.Where(file => _files.GetValueOrDefault(file.Key)?.Text != file.Value.Text).Select(file => file.Key)
            .Concat(_files.Keys.Where(name => !files.ContainsKey(name)))
            .ToList();
        _files = files;
        return changed;
    }

    private IReadOnlyList<string> Find()
    {
        _fault = null;
        if (folder is "")
        {
            return [];
        }

        if (!Directory.Exists(FullPath))
        {
            _fault = folder == ScenarioOptions.DefaultFolder ? null : $"Emulator:Scenarios:Folder: there is no folder '{FullPath}'";
            return [];
        }

        return [.. FoundFile.InFolder(FullPath)];
    }

    private ReadFile Read(string path, string name, ReadFile? before)
    {
        var text = default(string);
        try
        {
            if (new FileInfo(path).Length > LargestFile)
            {
                return Keep($"{name}(1,1): the file has more than {LargestFile} bytes");
            }

            if (!FileText.TryRead(File.ReadAllBytes(path), out text, out var fault))
            {
                return Keep($"{name}({fault.Line},{fault.Byte}): {FileText.Describe(fault)}");
            }

            return before is { Faults: [] } && text == before.Text ? before : Parse(text, name, before);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Keep($"{name}(1,1): {exception.Message}");
        }

        ReadFile Keep(string fault) => new(text, before?.Good, [fault]);
    }

    private ReadFile Parse(string text, string name, ReadFile? before)
    {
        var read = parser.Parse(text, name);
        if (read.IsOfAnother)
        {
            return new ReadFile(text, before?.Good, [$"{name}(1,1): this is no scenario file, it has neither scenario nor condition nor timeline; move it to another folder, or name another one with --scenarios"], IsOfAnother: true);
        }

        return read.Errors.Any() ? new ReadFile(text, before?.Good, [.. read.Errors.Select(error => error.ToString())]) : new ReadFile(text, read, []);
    }

    // Each create is matched against the expressions of all files, so their sum has a limit.
    private static ReadFile Bound(ReadFile file, string name, ref int patterns)
    {
        var size = file.Good?.Scenarios.Sum(scenario => scenario.Match?.PatternSize ?? 0) ?? 0;
        if (patterns + size > Pattern.LargestSum)
        {
            return new ReadFile(Text: null, Good: null, [$"{name}(1,1): with this file, the regular expressions of all files have more than {Pattern.LargestSum} parts when repetitions are written out; repeat less"]);
        }

        patterns += size;
        return file;
    }

    /// <summary>Represents the latest version of a file.</summary>
    /// <param name="Text">The text, or null if it could not be read.</param>
    /// <param name="Good">The last good version, or null if there is none.</param>
    /// <param name="Faults">The faults of the text. If there are any, the good version is an older version.</param>
    /// <param name="IsOfAnother">Whether the file seems to belong to another program.</param>
    private sealed record ReadFile(string? Text, ScenarioFile? Good, IReadOnlyList<string> Faults, bool IsOfAnother = false);
}
