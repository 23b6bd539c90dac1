using System.Diagnostics;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Fixtures;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Packaging.Workflows;

/// <summary>The scripts and expressions of workflows: what they name exists, and no text from outside becomes a command.</summary>
internal static partial class ScriptRules
{
    private static readonly string[] Contexts = ["github", "env", "vars", "job", "steps", "runner", "secrets", "strategy", "matrix", "needs", "inputs"];

    private static readonly string[] Functions =
        ["contains", "startsWith", "endsWith", "format", "join", "toJSON", "fromJSON", "hashFiles", "success", "always", "cancelled", "failure"];

    // They contain no text from outside.
    private static readonly string[] Harmless = ["job", "matrix", "runner", "strategy"];

    /// <summary>Returns the faults of the scripts and expressions of a file.</summary>
    public static async Task<IReadOnlyList<string>> CheckAsync(Yaml file, CancellationToken cancellationToken)
    {
        List<string> faults =
        [
            .. file.Root.Texts().Select(text => text.Value)
                .Where(text => Opened().Count(text.Text) != Expression().Count(text.Text))
                .Select(text => file.At(text, "an expression ${{ has no }}")),
            .. file.Root.Entries.Where(entry => entry.Name is not "jobs" and not "runs")
                .SelectMany(entry => Expressions(file, entry.Value, file.Root.Get("runs") ?? entry.Value)),
        ];
        foreach (var (_, job) in WorkflowRules.JobsOf(file))
        {
            faults.AddRange(Expressions(file, job, job));
            foreach (var script in job.Get("steps").Items.Select(step => step.Get("run")).OfType<YamlNode>())
            {
                faults.AddRange(Faults(script.Text).Select(fault => file.At(script, fault)));
                if (await ErrorOfBashAsync(Expression().Replace(script.Text, "x"), cancellationToken) is { } error)
                {
                    faults.Add(file.At(script, $"bash cannot read the script: {error}"));
                }
            }
        }

        return faults;
    }

    private static IEnumerable<string> Expressions(Yaml file, YamlNode part, YamlNode job) =>
        from text in part.Texts()
        from name in Named(text.Key, text.Value.Text)
        let fault = FaultOf(file, job, name)
        where fault is not null
        select file.At(text.Value, fault);

    private static IEnumerable<string> Faults(string script) =>
    [
        .. Expression().Matches(script).Where(expression => Names(expression.Value).Any(name => !Harmless.Contains(name.Split('.')[0])))
            .Select(expression => $"the shell would run what {expression.Value} contains: pass it by env"),
        .. File().Matches(script).Select(file => file.Value)
            .Where(file => !Path.Exists(Path.Combine(RunningProgram.Repository, file)))
            .Select(file => $"{file} is not in the repository"),
    ];

    private static string? FaultOf(Yaml file, YamlNode job, string name)
    {
        return name.Split('.') switch
        {
            [var function] when function.EndsWith('(') => Functions.Contains(function[..^1]) ? null : $"{function[..^1]} is no function of expressions",
            [var context, ..] when !Contexts.Contains(context) => $"{context} is no context of expressions",
            ["steps", var id, ..] => job.Get("steps").Items.Any(step => step.Get("id").Text == id) ? null : $"no step of the job has the id {id}",
            ["needs", var need, ..] => job.Get("needs").Items.Any(item => item.Text == need) ? null : $"the job does not need {need}",
            ["matrix", var key, ..] => job.Get("strategy").Get("matrix").Get(key) is not null ? null : $"the matrix has no {key}",
            ["inputs", var input, ..] =>
                (file.Root.Get("inputs") ?? file.Root.Get("on").Get("workflow_dispatch").Get("inputs")).Get(input) is not null ? null : $"there is no input {input}",
            _ => null,
        };
    }

    // An if is an expression without its braces.
    private static IEnumerable<string> Named(string key, string text) =>
        key is "if" && !Opened().IsMatch(text) ? Names(text) : Expression().Matches(text).SelectMany(expression => Names(expression.Value));

    private static IEnumerable<string> Names(string expression) =>
        Name().Matches(Quoted().Replace(expression, "")).Select(name => name.Value).Where(name => name is not "true" and not "false" and not "null");

    private static async Task<string?> ErrorOfBashAsync(string script, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("bash", ["-n"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true };
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(script.AsMemory(), cancellationToken);
        bash.StandardInput.Close();
        var error = await bash.StandardError.ReadToEndAsync(cancellationToken);
        await bash.WaitForExitAsync(cancellationToken);
        return bash.ExitCode is 0 ? null : error.Trim();
    }

    [GeneratedRegex(@"\$\{\{", RegexOptions.NonBacktracking)]
    private static partial Regex Opened();

    [GeneratedRegex(@"\$\{\{[^{}]*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Expression();

    [GeneratedRegex("'[^']*'", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    // A context with its properties, or a function with its bracket.
    [GeneratedRegex(@"[A-Za-z_][\w-]*((\.[A-Za-z_*][\w-]*)+|\(|)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<![\w/.-])(\./|(\.ci|docs|samples|scenarios|src|tests)/)[\w./-]*\w", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex File();
}
