using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Cli.Transcripts;

/// <summary>A recording of the sandbox as an HTTP archive, made by hand from the contract's examples, in a folder of its own.</summary>
public sealed class Recording : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
    private readonly JsonNode _archive = JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(RunningProgram.Repository, "tests/CrossRiver.Emulator.Tests/Cli/Transcripts/onboarding.har")))!;

    public string Path => System.IO.Path.Combine(_folder.FullName, "sandbox.har");

    public string Accepted => $"{Path}.accepted.json";

    public JsonArray Entries => _archive["log"]!["entries"]!.AsArray();

    /// <summary>Gets the answer to a call, counted from 1.</summary>
    public JsonNode AnswerTo(int number) => Entries[number - 1]!["response"]!;

    /// <summary>Changes the body of an answer.</summary>
    public Recording Change(int number, string text, string other)
    {
        var content = AnswerTo(number)["content"]!;
        var body = (string)content["text"]!;
        Assert.Contains(text, body, StringComparison.Ordinal);
        content["text"] = body.Replace(text, other, StringComparison.Ordinal);
        return this;
    }

    public void Write(string text) => File.WriteAllText(Path, text);

    public override string ToString() => _archive.ToJsonString();

    /// <summary>Compares the recording, and returns the exit code with the output.</summary>
    public async Task<(int ExitCode, string Output)> CompareAsync(params IReadOnlyList<string> options)
    {
        if (!File.Exists(Path))
        {
            Write(ToString());
        }

        return await RunAsync([Path, .. options]);
    }

    /// <summary>Compares the recording, and returns the differences: the call, the kind, the place and the two sides.</summary>
    public async Task<IReadOnlyList<string>> FindDifferencesAsync(params IReadOnlyList<string> options)
    {
        var (exitCode, output) = await CompareAsync([.. options, "--json"]);
        var found = JsonNode.Parse(output)!["differences"]!.AsArray().Select(one => $"{one!["number"]} {one["kind"]} {one["at"]}: {one["bank"]} / {one["emulator"]}").ToList();
        Assert.Equal(found is [] ? ExitCode.Done : ExitCode.CannotDo, exitCode);
        return found;
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(params IReadOnlyList<string> arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        return (await ProgramCommands.RunAsync(["compare", .. arguments], EmulatorApplication.CommandHost, output), $"{output}");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
