using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Commands;

/// <summary>What stands behind <c>scenarios list</c> and its sisters.</summary>
internal sealed class ScenarioArguments
{
    private const string JsonFlag = "--json";
    private const string HeaderOption = "--header";

    private readonly List<string> _words = [];
    private readonly List<string> _settings = [];
    private readonly List<KeyValuePair<string, string>> _headers = [];

    /// <summary>What is neither an option nor its value, in order: a name, a file, a folder.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Whether to print for machines.</summary>
    public bool IsJson { get; private set; }

    /// <summary>The headers of a create.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>Settings as at a start.</summary>
    public IReadOnlyList<string> Settings => _settings;

    /// <summary>What is wrong with them, in a line, or <see langword="null"/> when nothing is.</summary>
    public string? Mistake { get; private set; }

    /// <summary>Reads arguments. What begins with two hyphens and is not of the commands is a setting, with <c>=</c> or the next argument as its value.</summary>
    public static ScenarioArguments Read(IReadOnlyList<string> arguments)
    {
        var read = new ScenarioArguments();
        var completed = CommandLine.CompleteFlags([.. arguments]);
        for (var i = 0; i < completed.Length; i++)
        {
            var argument = completed[i];
            if (argument is JsonFlag)
            {
                read.IsJson = true;
            }
            else if (argument is HeaderOption || argument.StartsWith($"{HeaderOption}=", StringComparison.Ordinal))
            {
                read.AddHeader(argument is HeaderOption ? completed.ElementAtOrDefault(++i) : argument[(HeaderOption.Length + 1)..]);
            }
            else if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                read._words.Add(argument);
            }
            else
            {
                read._settings.Add(argument);
                if (!argument.Contains('=', StringComparison.Ordinal) && completed.ElementAtOrDefault(i + 1) is { } value && !value.StartsWith("--", StringComparison.Ordinal))
                {
                    read._settings.Add(value);
                    i++;
                }
            }
        }

        read.Mistake ??= CommandLine.FindMistake(read._settings);
        return read;
    }

    private void AddHeader(string? text)
    {
        var end = text?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        if (end < 1)
        {
            Mistake ??= $"'{text}' is no header; write {HeaderOption} name=value";
            return;
        }

        _headers.Add(KeyValuePair.Create(text![..end], text[(end + 1)..]));
    }
}
