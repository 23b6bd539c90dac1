using System.Text.RegularExpressions;
using CrossRiver.Emulator.Fixtures;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Packaging.Actions;

/// <summary>The steps of <c>action.yml</c> that run a script, with a folder in place of the runner of GitHub Actions.</summary>
/// <remarks>A step that uses another action is left out.</remarks>
internal sealed partial class ActionSteps(DirectoryInfo runner)
{
    private static readonly string[] RunnerFiles = ["output", "env", "summary"];
    private static readonly YamlMappingNode Action = Read();

    /// <summary>Gets the folder that replaces <c>RUNNER_TEMP</c>.</summary>
    public string Temporary => Path.Combine(runner.FullName, "temp");

    /// <summary>Gets the text of the job's summary.</summary>
    public string Summary => File.ReadAllText(In("summary"));

    /// <summary>Gets what the steps have given to later steps, by name.</summary>
    public IReadOnlyDictionary<string, string> Outputs => ReadPairs("output");

    /// <summary>Gets the variables that later steps have.</summary>
    public IReadOnlyDictionary<string, string> Variables => ReadPairs("env");

    /// <summary>Runs the steps of a command.</summary>
    /// <param name="inputs">The inputs that differ from their defaults.</param>
    /// <returns>The exit code of the first step that failed, else 0, and what the steps printed.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(params IReadOnlyList<(string Name, string Value)> inputs)
    {
        var values = Defaults();
        foreach (var (name, value) in inputs)
        {
            Assert.True(values.ContainsKey(name), $"action.yml has no input {name}");
            values[name] = value;
        }

        Directory.CreateDirectory(Temporary);
        foreach (var name in RunnerFiles)
        {
            await File.AppendAllTextAsync(In(name), "", TestContext.Current.CancellationToken);
        }

        var output = "";
        foreach (var step in Steps.Where(step => step.Children.ContainsKey("run") && Applies(TextOf(step, "if"), values["command"])))
        {
            await using var bash = RunningProgram.StartBash(TextOf(step, "run"), runner.FullName, EnvironmentOf(step, values));
            var exitCode = await bash.ExitAsync();
            output += bash.Output;
            if (exitCode is not 0)
            {
                return (exitCode, output);
            }
        }

        return (0, output);
    }

    private static IEnumerable<YamlMappingNode> Steps => ((YamlSequenceNode)Action["runs"]["steps"]).Cast<YamlMappingNode>();

    // The two conditions that the file has.
    private static bool Applies(string condition, string command) => condition switch
    {
        "inputs.command == 'collect'" => command is "collect",
        "inputs.command != 'collect'" => command is not "collect",
        _ => throw new InvalidOperationException($"The condition '{condition}' is new: add it here."),
    };

    private Dictionary<string, string> EnvironmentOf(YamlMappingNode step, Dictionary<string, string> inputs)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GITHUB_ACTION_PATH"] = RunningProgram.Repository,
            ["GITHUB_OUTPUT"] = In("output"),
            ["GITHUB_ENV"] = In("env"),
            ["GITHUB_STEP_SUMMARY"] = In("summary"),
            ["RUNNER_TEMP"] = Temporary,
        };
        if (step.Children.TryGetValue("env", out var variables))
        {
            foreach (var (name, value) in (YamlMappingNode)variables)
            {
                environment[$"{name}"] = Input().Replace($"{value}", match => inputs[match.Groups["name"].Value]);
            }
        }

        return environment;
    }

    private static Dictionary<string, string> Defaults() => ((YamlMappingNode)Action["inputs"])
        .ToDictionary(input => $"{input.Key}", input => TextOf((YamlMappingNode)input.Value, "default"), StringComparer.Ordinal);

    private Dictionary<string, string> ReadPairs(string name) => File.ReadAllLines(In(name))
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private string In(string name) => Path.Combine(runner.FullName, name);

    private static string TextOf(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    private static YamlMappingNode Read()
    {
        using var reader = File.OpenText(Path.Combine(RunningProgram.Repository, "action.yml"));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    [GeneratedRegex(@"\$\{\{ inputs\.(?<name>[a-z]+) \}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Input();
}
