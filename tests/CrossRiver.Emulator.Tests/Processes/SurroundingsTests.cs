using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Processes;

/// <summary>The program in surroundings that are not made for it: large folders, no watches left, no ICU.</summary>
[Trait("lane", "slow")]
public sealed class SurroundingsTests : IDisposable
{
    private static readonly string Program = RunningProgram.PathOf("CrossRiver.Emulator");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");

    [Fact]
    public async Task It_watches_the_folder_of_the_scenarios_and_nothing_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows what a process watches.");
        Write("appsettings.json", "{}");
        Write("other/deep/down/data.json", "{}");
        Write("scenarios/team/mine.yaml", "{version: 1, scenario: mine, timeline: []}");
        await using var program = RunningProgram.Start("CrossRiver.Emulator", _folder.FullName, "--urls", "http://127.0.0.1:0");
        await program.UrlAsync();

        await Until.HoldsAsync(() => WatchesOf(program.Id) is not []);

        Assert.Equal(["scenarios", "scenarios/team"], await NamesAsync(WatchesOf(program.Id)));
    }

    /// <summary>A user may have 128 inotify instances. In a namespace of its own, a process may have none.</summary>
    [Theory]
    [InlineData("max_inotify_instances", 0)]
    [InlineData("max_inotify_watches", 1)]
    public async Task Where_nothing_can_be_watched_it_starts_says_so_and_looks_for_changes(string limit, int value)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && await CanUnshareAsync(), "No namespace can be made here.");
        Write("scenarios/team/first.yaml", "{version: 1, scenario: first, timeline: []}");
        var script = string.Create(CultureInfo.InvariantCulture, $"echo {value} > /proc/sys/user/{limit} && exec dotnet '{Program}' --urls http://127.0.0.1:0");
        await using var program = RunningProgram.StartFile("unshare", _folder.FullName, "--user", "--map-root-user", "sh", "-c", script);
        using var http = new HttpClient { BaseAddress = await program.UrlAsync() };
        await Until.HoldsAsync(() => program.Output.Contains("/scenarios cannot be watched and is read every 00:00:02 instead: ", StringComparison.Ordinal));

        Write("scenarios/second.yaml", "{version: 1, scenario: second, timeline: []}");

        await Until.HoldsAsync(async () => (await http.GetStringAsync(new Uri("/_emulator/ready", UriKind.Relative), TestContext.Current.CancellationToken)).Contains("\"second\"", StringComparison.Ordinal));
        Assert.Single(Regex.Matches(program.Output, "cannot be watched", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Without_ICU_and_in_another_language_names_are_told_apart_as_ever()
    {
        var body = Example.Read("create-personal.request.json");
        body["name"] = new JsonObject { ["firstName"] = "Francisco Javier", ["lastName"] = "Arellano Felix" };
        body["profile"]!["birthDate"] = "1969-12-11";
        Write("customer.json", body.ToJsonString());
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1", ["LANG"] = "tr_TR.UTF-8", ["Emulator__Strict"] = "" };
        await using var program = RunningProgram.StartFile("dotnet", _folder.FullName, environment, Program, "scenarios", "explain", "customer.json", "--json");

        Assert.True(await program.ExitAsync() is 0, program.Output);
        Assert.Equal("ofac-hit", (string)JsonNode.Parse(program.Output)!["scenario"]!);
    }

    [Fact]
    public async Task Strict_without_a_client_it_warns_and_says_what_to_write()
    {
        await using var program = RunningProgram.Start("CrossRiver.Emulator", _folder.FullName, "--urls", "http://127.0.0.1:0", "--strict");

        await program.UrlAsync();

        Assert.Contains("no client is known, so that none can get a token; write --Emulator:Tokens:Clients:0:Id=ID --Emulator:Tokens:Clients:0:Secret=SECRET", program.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<bool> CanUnshareAsync()
    {
        if (!RunningProgram.IsInstalled("unshare"))
        {
            return false;
        }

        await using var program = RunningProgram.StartFile("unshare", "/", "--user", "--map-root-user", "sh", "-c", "echo 9 > /proc/sys/user/max_inotify_instances");
        return await program.ExitAsync() is 0;
    }

    // The inodes of what a process watches.
    private static IReadOnlyList<long> WatchesOf(int process) =>
    [
        .. Directory.EnumerateFiles($"/proc/{process}/fdinfo").SelectMany(ReadLines)
            .Where(line => line.StartsWith("inotify ", StringComparison.Ordinal))
            .Select(line => line.Split(' ').Single(part => part.StartsWith("ino:", StringComparison.Ordinal))[4..])
            .Select(inode => long.Parse(inode, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
    ];

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            // The process has closed it meanwhile.
            return [];
        }
    }

    private async Task<IEnumerable<string>> NamesAsync(IReadOnlyList<long> inodes)
    {
        await using var list = RunningProgram.StartFile("find", _folder.FullName, ".", "-printf", "%i %P\\n");
        await list.ExitAsync();
        var names = list.Output.Split('\n').Select(line => line.Split(' ', 2)).ToDictionary(parts => long.Parse(parts[0], CultureInfo.InvariantCulture), parts => parts[1]);
        return inodes.Select(inode => names.GetValueOrDefault(inode, "elsewhere")).Order(StringComparer.Ordinal);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
