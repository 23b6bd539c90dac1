namespace CrossRiver.Emulator.Fixtures;

/// <summary>A file of the repository that is what the emulator makes; <c>UPDATE_SNAPSHOTS=1 dotnet test</c> renews it.</summary>
public static class Snapshot
{
    private const string Renewing = "UPDATE_SNAPSHOTS";

    // The assembly with mutants has no comments, from which the documents take their texts, so tests/mutation.sh keeps its own.
    private static readonly string Kept = Environment.GetEnvironmentVariable("SNAPSHOTS") ?? RunningProgram.Repository;

    /// <summary>Reads a file that is kept.</summary>
    /// <param name="path">The file, from the repository's root.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Kept, path));

    /// <summary>Asserts that a file is what is made now.</summary>
    /// <param name="path">The file, from the repository's root.</param>
    /// <param name="made">What it is to be.</param>
    public static async Task AssertAsync(string path, string made)
    {
        var file = Path.Combine(Kept, path);
        if (Environment.GetEnvironmentVariable(Renewing) == "1")
        {
            await File.WriteAllTextAsync(file, made, TestContext.Current.CancellationToken);
        }

        var kept = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var line = kept.Split('\n').Zip(made.Split('\n')).TakeWhile(lines => lines.First == lines.Second).Count() + 1;

        Assert.True(kept == made, $"{path}({line}): this is not what the emulator makes. If the change is wanted, renew it: {Renewing}=1 dotnet test");
    }
}
