using System.Text.RegularExpressions;
using CrossRiver.Emulator.Fixtures;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Packaging.Workflows;

/// <summary>The actions that workflows use: pinned, without credentials that stay, and without a cache where something is published.</summary>
internal static partial class ActionRules
{
    /// <summary>Returns the faults of the actions in all files together.</summary>
    public static IEnumerable<string> Check(IReadOnlyList<Yaml> files)
    {
        var used = files.SelectMany(file => UsedIn(file)).ToList();
        return
        [
            .. used.Select(Fault).OfType<string>(),
            .. used.Where(each => !IsLocal(each.Action.Text)).GroupBy(each => each.Action.Text.Split('@')[0], StringComparer.Ordinal).SelectMany(Differing),
        ];
    }

    private static IEnumerable<Used> UsedIn(Yaml file) =>
        from job in WorkflowRules.JobsOf(file)
        let publishes = job.Job.Get("permissions").Entries.Any(right => right.Value.Text is "write")
        from step in job.Job.Get("steps").Items
        where step.Get("uses") is not null
        select new Used(file, job.Job, step, step.Get("uses")!, publishes || file.Root.Get("on").Get("push").Get("tags") is not null);

    private static string? Fault(Used used)
    {
        var (file, job, step, action, publishes) = used;
        var name = action.Text.Split('@')[0];
        return action.Text switch
        {
            _ when IsLocal(name) => IsThere(job, name) ? null : file.At(action, $"{name} is not in the repository, and no checkout of the job has its path"),
            var text when !Pinned().IsMatch(text) => file.At(action, $"{text} is not pinned by the 40 digits of a commit"),
            _ when !Version().IsMatch(used.Comment) => file.At(action, $"no comment says the version of {name}, such as # v1.2.3"),
            _ when name is "actions/checkout" && step.Get("with").Get("persist-credentials").Text is not "false" =>
                file.At(action, "a checkout leaves its token to later steps: persist-credentials: false"),
            _ when publishes && (name is "actions/cache" || step.Get("with").Get("cache").Text is not "" and not "false") =>
                file.At(action, "what is published is made without a cache, which another run could have filled"),
            _ => null,
        };
    }

    private static IEnumerable<string> Differing(IGrouping<string, Used> action)
    {
        var first = action.First();
        return action.Where(other => (other.Action.Text, other.Comment) != (first.Action.Text, first.Comment))
            .Select(other => other.In.At(other.Action, $"{action.Key} has another commit or version in {first.In.Name}:{first.Action.Start.Line}"));
    }

    private static bool IsThere(YamlNode job, string action) =>
        File.Exists(Path.Combine(RunningProgram.Repository, action, "action.yml"))
        || job.Get("steps").Items.Any(step => $"./{step.Get("with").Get("path").Text}" == action);

    private static bool IsLocal(string action) => action.StartsWith("./", StringComparison.Ordinal);

    private sealed record Used(Yaml In, YamlNode Job, YamlNode Step, YamlNode Action, bool Publishes)
    {
        public string Comment => In.Lines[(int)Action.Start.Line - 1].Split(" #", 2) is [_, var comment] ? $"#{comment.TrimEnd()}" : "";
    }

    [GeneratedRegex("^[A-Za-z0-9-]+(/[A-Za-z0-9._-]+)+@[0-9a-f]{40}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pinned();

    [GeneratedRegex(@"^# v\d+(\.\d+)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Version();
}
