using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Workflows;

/// <summary>The workflows, which no test can run: their form, rights, actions and scripts.</summary>
public sealed class WorkflowTests
{
    private const string Good = """
        name: Good
        on: { push: { branches: [main] } }
        permissions: {}
        jobs:
          first:
            runs-on: ubuntu-24.04
            timeout-minutes: 5
            permissions:
              contents: read
            steps:
              - uses: actions/checkout@1111111111111111111111111111111111111111 # v1.2.3
                with:
                  persist-credentials: false
              - id: made
                env:
                  TITLE: ${{ github.event.head_commit.message }}
                run: |
                  echo "$TITLE"
                  .ci/run fast
          second:
            needs: first
            if: github.ref == 'refs/heads/main' && !cancelled()
            strategy:
              matrix:
                os: [windows-latest, macos-latest]
            runs-on: ${{ matrix.os }}
            timeout-minutes: 5
            permissions: {}
            steps:
              - shell: bash
                run: echo "${{ matrix.os }}"

        """;

    private static readonly string[] Names =
    [
        .. Directory.EnumerateFiles(Path.Combine(RunningProgram.Repository, ".github/workflows"))
            .Select(file => Path.GetRelativePath(RunningProgram.Repository, file))
            .Order(StringComparer.Ordinal),
        .. File.Exists(Path.Combine(RunningProgram.Repository, "action.yml")) ? ["action.yml"] : (string[])[],
        "samples/github-actions.yml",
    ];

    [Fact]
    public async Task The_workflows_have_no_fault()
    {
        Assert.Contains(".github/workflows/ci.yml", Names);
        Assert.Contains(".github/workflows/release.yml", Names);

        var faults = await CheckAsync([.. Names.Select(name => Yaml.Parse(name, File.ReadAllText(Path.Combine(RunningProgram.Repository, name))))]);

        Assert.True(faults is [], string.Join('\n', faults));
    }

    [Fact]
    public async Task A_good_workflow_has_no_fault() => Assert.Empty(await CheckAsync([Yaml.Parse("good.yml", Good)]));

    [Theory]
    [InlineData("on: { push: { branches: [main] } }", "on: pull_request_target", "good.yml:2: the event pull_request_target is not allowed here")]
    [InlineData("permissions: {}\njobs", "jobs", "good.yml:1: a workflow has no permissions")]
    [InlineData("permissions: {}\njobs", "permissions: write-all\njobs", "good.yml:3: write-all gives rights to everything: name them one by one")]
    [InlineData("contents: read", "contents: write", "good.yml:9: contents: write is not among the rights that WorkflowRules.Writers gives here")]
    [InlineData("contents: read", "content: read", "good.yml:9: content is no permission")]
    [InlineData("contents: read", "contents: all", "good.yml:9: all is no right")]
    [InlineData("name: Good", "titel: Good", "good.yml:1: titel is no key of a workflow")]
    [InlineData("needs: first", "need: first", "good.yml:21: need is no key of the job second")]
    [InlineData("needs: first", "needs: [first, third]", "good.yml:21: the job second needs third, which is no job above it")]
    [InlineData("    runs-on: ubuntu-24.04\n", "", "good.yml:5: the job first has no runs-on")]
    [InlineData("ubuntu-24.04", "ubuntu-42.04", "good.yml:6: ubuntu-42.04 is no runner")]
    [InlineData("macos-latest", "mac-os", "good.yml:25: mac-os is no runner")]
    [InlineData("    timeout-minutes: 5\n    permissions: {}", "    permissions: {}", "good.yml:20: the job second has no timeout-minutes")]
    [InlineData("timeout-minutes: 5\n    permissions: {}", "timeout-minutes: 360\n    permissions: {}", "good.yml:27: timeout-minutes is 1 to 60")]
    [InlineData("- shell: bash", "- shell: bash\n        use: x/y", "good.yml:31: use is no key of a step")]
    [InlineData("- id: made", "- id: made\n        uses: ./", "good.yml:14: a step either uses an action or runs a script")]
    [InlineData("shell: bash", "shell: fish", "good.yml:30: fish is no shell")]
    [InlineData("shell: bash", "with: { a: b }", "good.yml:30: only an action takes with")]
    [InlineData("@1111111111111111111111111111111111111111 # v1.2.3", "@v1", "good.yml:11: actions/checkout@v1 is not pinned by the 40 digits of a commit")]
    [InlineData(" # v1.2.3", "", "good.yml:11: no comment says the version of actions/checkout, such as # v1.2.3")]
    [InlineData("- shell: bash", "- uses: actions/checkout@2222222222222222222222222222222222222222 # v1.2.3\n        with: { persist-credentials: false }\n      - shell: bash", "good.yml:30: actions/checkout has another commit or version in good.yml:11")]
    [InlineData("- shell: bash", "- uses: ./emulator\n      - shell: bash", "good.yml:30: ./emulator is not in the repository, and no checkout of the job has its path")]
    [InlineData("persist-credentials: false", "fetch-depth: 0", "good.yml:11: a checkout leaves its token to later steps: persist-credentials: false")]
    [InlineData("branches: [main]", "tags: [v*]", "good.yml:11: what is published is made without a cache, which another run could have filled", "persist-credentials: false", "persist-credentials: false\n          cache: true")]
    [InlineData("echo \"$TITLE\"", "echo \"${{ github.event.head_commit.message }}\"", "good.yml:17: the shell would run what ${{ github.event.head_commit.message }} contains: pass it by env")]
    [InlineData("echo \"$TITLE\"", "echo \"${{ secrets.TOKEN }}\"", "good.yml:17: the shell would run what ${{ secrets.TOKEN }} contains: pass it by env")]
    [InlineData("echo \"$TITLE\"", "echo \"${{ steps.made.outputs.name }}\"", "good.yml:17: the shell would run what ${{ steps.made.outputs.name }} contains: pass it by env")]
    [InlineData("echo \"$TITLE\"", "echo \"$TITLE", "good.yml:17: bash cannot read the script: ")]
    [InlineData(".ci/run", ".ci/runs", "good.yml:17: .ci/runs is not in the repository")]
    [InlineData("message }}", "message }", "good.yml:16: an expression ${{ has no }}")]
    [InlineData("github.event.head", "githup.event.head", "good.yml:16: githup is no context of expressions")]
    [InlineData("github.event.head_commit.message", "steps.maid.outputs.title", "good.yml:16: no step of the job has the id maid")]
    [InlineData("github.event.head_commit.message", "needs.second.outputs.title", "good.yml:16: the job does not need second")]
    [InlineData("!cancelled()", "!canceled()", "good.yml:22: canceled is no function of expressions")]
    [InlineData("echo \"${{ matrix.os }}\"", "echo \"${{ matrix.arch }}\"", "good.yml:31: the matrix has no arch")]
    public async Task A_fault_is_found_where_it_is(string good, string bad, string expected, string alsoGood = "", string alsoBad = "")
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var text = Good.Replace(good, bad, StringComparison.Ordinal);

        var faults = await CheckAsync([Yaml.Parse("good.yml", alsoGood is "" ? text : text.Replace(alsoGood, alsoBad, StringComparison.Ordinal))]);

        Assert.StartsWith(expected, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_twice_is_found_where_it_is() =>
        Assert.StartsWith("good.yml:", Assert.Throws<FormatException>(() => Yaml.Parse("good.yml", $"{Good}name: Better\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Dependabot_looks_where_something_is()
    {
        var file = Yaml.Parse("dependabot.yml", File.ReadAllText(Path.Combine(RunningProgram.Repository, ".github/dependabot.yml")));

        var folders = file.Root.Get("updates").Items
            .SelectMany(update => (update.Get("directory") ?? update.Get("directories")).Items)
            .Select(folder => folder.Text)
            .ToList();

        Assert.NotEmpty(folders);
        Assert.All(folders, folder => Assert.True(Directory.Exists($"{RunningProgram.Repository}{folder}"), folder));
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(IReadOnlyList<Yaml> files)
    {
        List<string> faults = [.. files.SelectMany(WorkflowRules.Check), .. ActionRules.Check(files)];
        foreach (var file in files)
        {
            faults.AddRange(await ScriptRules.CheckAsync(file, TestContext.Current.CancellationToken));
        }

        return faults;
    }
}
