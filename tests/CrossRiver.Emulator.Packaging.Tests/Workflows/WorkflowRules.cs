using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Packaging.Workflows;

/// <summary>The form of workflows and composite actions, as GitHub documents it, and the rights that this repository gives them.</summary>
internal static class WorkflowRules
{
    private static readonly string[] OfWorkflow = ["name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs"];
    private static readonly string[] OfAction = ["name", "description", "author", "branding", "inputs", "outputs", "runs"];

    private static readonly string[] OfStep =
        ["id", "if", "name", "uses", "run", "working-directory", "shell", "with", "env", "continue-on-error", "timeout-minutes"];

    private static readonly string[] Shells = ["bash", "sh", "pwsh", "powershell", "cmd", "python"];
    private static readonly string[] Runners = ["ubuntu-24.04", "ubuntu-latest", "windows-latest", "macos-latest"];

    private static readonly string[] OfJob =
    [
        "name", "needs", "if", "permissions", "runs-on", "environment", "concurrency", "outputs", "env", "defaults", "steps", "timeout-minutes", "strategy",
        "continue-on-error", "container", "services",
    ];

    // pull_request_target and workflow_run are not here: they run with the rights of the repository on what a stranger sends.
    private static readonly string[] Events = ["push", "pull_request", "workflow_dispatch", "schedule", "release", "merge_group"];

    private static readonly string[] Permissions =
    [
        "actions", "artifact-metadata", "attestations", "checks", "contents", "deployments", "discussions", "id-token", "issues", "models", "packages", "pages",
        "pull-requests", "security-events", "statuses",
    ];

    /// <summary>The jobs that may write, and what.</summary>
    private static readonly Dictionary<string, string[]> Writers = new(StringComparer.Ordinal)
    {
        [".github/workflows/release.yml/publish"] = ["attestations", "id-token", "packages"],
        [".github/workflows/release.yml/notes"] = ["contents"],
    };

    /// <summary>Returns the faults of a workflow or of a composite action.</summary>
    public static IEnumerable<string> Check(Yaml file) => file.Root.Get("runs") is null ? CheckWorkflow(file) : CheckAction(file);

    /// <summary>Returns the jobs of a workflow, or a composite action as its one job.</summary>
    public static IEnumerable<(string Name, YamlNode Job)> JobsOf(Yaml file) =>
        file.Root.Get("runs") is { } runs ? [("", runs)] : file.Root.Get("jobs").Entries.Select(job => (job.Name, job.Value));

    private static IEnumerable<string> CheckWorkflow(Yaml file)
    {
        var jobs = file.Root.Get("jobs").Entries.ToList();
        return
        [
            .. Known(file, file.Root, "a workflow", OfWorkflow),
            .. Missing(file, file.Root, file.Root, "a workflow", "on", "permissions", "jobs"),
            .. Names(file.Root.Get("on")).Where(node => !Events.Contains(node.Text)).Select(node => file.At(node, $"the event {node.Text} is not allowed here")),
            .. Known(file, file.Root.Get("concurrency"), "concurrency", ["group", "cancel-in-progress"]),
            .. Rights(file, file.Root.Get("permissions"), []),
            .. jobs.SelectMany((job, index) => CheckJob(file, job.Name, job.Key, job.Value, [.. jobs.Take(index).Select(before => before.Name)])),
        ];
    }

    private static IEnumerable<string> CheckJob(Yaml file, string name, YamlNode key, YamlNode job, IReadOnlyList<string> before)
    {
        var minutes = job.Get("timeout-minutes");
        var runners = job.Get("runs-on").Items
            .SelectMany(runner => runner.Text is "${{ matrix.os }}" ? job.Get("strategy").Get("matrix").Get("os").Items : [runner]);
        return
        [
            .. Known(file, job, $"the job {name}", OfJob),
            .. Missing(file, key, job, $"the job {name}", "runs-on", "steps", "timeout-minutes", "permissions"),
            .. job.Get("needs").Items.Where(need => !before.Contains(need.Text))
                .Select(need => file.At(need, $"the job {name} needs {need.Text}, which is no job above it")),
            .. runners.Where(runner => !Runners.Contains(runner.Text)).Select(runner => file.At(runner, $"{runner.Text} is no runner")),
            .. minutes is null || int.TryParse(minutes.Text, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 60
                ? []
                : (string[])[file.At(minutes, "timeout-minutes is 1 to 60")],
            .. Known(file, job.Get("strategy"), "a strategy", ["matrix", "fail-fast", "max-parallel"]),
            .. Known(file, job.Get("concurrency"), "concurrency", ["group", "cancel-in-progress"]),
            .. Rights(file, job.Get("permissions"), Writers.GetValueOrDefault($"{file.Name}/{name}", [])),
            .. Steps(file, job),
        ];
    }

    private static IEnumerable<string> CheckAction(Yaml file)
    {
        var runs = file.Root.Get("runs")!;
        return
        [
            .. Known(file, file.Root, "an action", OfAction),
            .. Missing(file, file.Root, file.Root, "an action", "name", "description", "runs"),
            .. Known(file, runs, "runs", ["using", "steps"]),
            .. runs.Get("using").Text is "composite" ? [] : (string[])[file.At(runs, "only composite actions are checked here")],
            .. runs.Get("steps").Items.Where(step => step.Get("run") is not null && step.Get("shell") is null)
                .Select(step => file.At(step, "a step of an action that runs a script names its shell")),
            .. Steps(file, runs),
        ];
    }

    private static IEnumerable<string> Steps(Yaml file, YamlNode job)
    {
        var steps = job.Get("steps").Items.ToList();
        var ids = steps.Select(step => step.Get("id")).OfType<YamlNode>().ToList();
        return
        [
            .. ids.GroupBy(id => id.Text, StringComparer.OrdinalIgnoreCase).Where(same => same.Skip(1).Any())
                .Select(same => file.At(same.Last(), $"two steps have the id {same.Key}")),
            .. steps.SelectMany(step => Known(file, step, "a step", OfStep)),
            .. steps.Where(step => step.Get("uses") is null == step.Get("run") is null)
                .Select(step => file.At(step, "a step either uses an action or runs a script")),
            .. steps.Where(step => step.Get("with") is not null && step.Get("uses") is null).Select(step => file.At(step, "only an action takes with")),
            .. steps.Where(step => (step.Get("shell") ?? step.Get("working-directory")) is not null && step.Get("run") is null)
                .Select(step => file.At(step, "only a script takes shell and working-directory")),
            .. steps.Select(step => step.Get("shell")).OfType<YamlNode>().Where(shell => !Shells.Contains(shell.Text))
                .Select(shell => file.At(shell, $"{shell.Text} is no shell")),
        ];
    }

    private static IEnumerable<string> Rights(Yaml file, YamlNode? permissions, IReadOnlyList<string> writable)
    {
        return permissions switch
        {
            null => [],
            YamlMappingNode => permissions.Entries.Select(Fault).OfType<string>(),
            _ => [file.At(permissions, $"{permissions.Text} gives rights to everything: name them one by one")],
        };

        string? Fault((YamlNode Key, string Name, YamlNode Value) right) => right.Value.Text switch
        {
            _ when !Permissions.Contains(right.Name) => file.At(right.Key, $"{right.Name} is no permission"),
            "read" or "none" => null,
            "write" when writable.Contains(right.Name) => null,
            "write" => file.At(right.Key, $"{right.Name}: write is not among the rights that WorkflowRules.Writers gives here"),
            var other => file.At(right.Value, $"{other} is no right"),
        };
    }

    private static IEnumerable<string> Known(Yaml file, YamlNode? node, string what, string[] keys) =>
        node.Entries.Where(entry => !keys.Contains(entry.Name)).Select(entry => file.At(entry.Key, $"{entry.Name} is no key of {what}"));

    private static IEnumerable<string> Missing(Yaml file, YamlNode place, YamlNode node, string what, params string[] keys) =>
        keys.Where(key => node.Get(key) is null).Select(key => file.At(place, $"{what} has no {key}"));

    private static IEnumerable<YamlNode> Names(YamlNode? node) => node is YamlMappingNode ? node.Entries.Select(entry => entry.Key) : node.Items;
}
