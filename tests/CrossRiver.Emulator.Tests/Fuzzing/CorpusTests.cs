using System.Globalization;
using System.Text;

namespace CrossRiver.Emulator.Fuzzing;

/// <summary>
/// Each target with all inputs that fuzzing kept, and with some of its seeds, changed at random. More of these: <c>FUZZ_INPUTS=100000</c> in the environment;
/// fuzzing guided by coverage: <c>tests/fuzz.sh</c>.
/// </summary>
public sealed class CorpusTests
{
    private static readonly int Changed = int.Parse(Environment.GetEnvironmentVariable("FUZZ_INPUTS") ?? "80", CultureInfo.InvariantCulture);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Targets => [.. FuzzTarget.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task No_input_breaks_it(string name)
    {
        await using var target = await FuzzTarget.StartAsync(name);
        var kept = new DirectoryInfo(Path.Combine(RunningProgram.Repository, "tests/CrossRiver.Emulator.Tests/Fuzzing/Corpus", name));
        var havoc = new Havoc(seed: 1, [.. target.Seeds.Select(Encoding.UTF8.GetBytes)], target.FindWords());

        Assert.NotEmpty(kept.EnumerateFiles());
        foreach (var input in kept.EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => File.ReadAllBytes(file.FullName)).Concat(Enumerable.Range(0, Changed).Select(_ => havoc.Next())))
        {
            var failure = await Record.ExceptionAsync(() => target.TryAsync(input).WaitAsync(Longest, TestContext.Current.CancellationToken));
            Assert.True(failure is null, $"{failure}\nThe input:\n{Encoding.UTF8.GetString(input)}\nin base64: {Convert.ToBase64String(input)}");
        }
    }
}
