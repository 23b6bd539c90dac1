using System.Diagnostics;
using System.Net;

namespace CrossRiver.Emulator.Processes;

/// <summary>What a person reads of what happens: beside the program that runs, or from elsewhere.</summary>
[Trait("lane", "slow")]
public sealed class PrintedEntriesTests
{
    private const string Anywhere = "http://127.0.0.1:0";

    [Fact]
    public async Task A_setting_prints_what_happens_also_without_a_terminal()
    {
        await using var program = RunningProgram.Start("CrossRiver.Emulator", RunningProgram.Repository, "--urls", Anywhere, "--Emulator:Output:Entries=true");
        var partner = await PartnerOfAsync(program);

        await partner.OnboardAsync();

        await Until.HoldsAsync(() => program.Output.Contains("POST /core/v1/cm/customers → 200  Peter Griffin ", StringComparison.Ordinal));
        await Until.HoldsAsync(() => program.Output.Contains("choice        scenario clear: ", StringComparison.Ordinal));
        Assert.DoesNotContain('\e', program.Output);
    }

    [Fact]
    public async Task A_terminal_sees_what_happens_and_quiet_is_quiet()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RunningProgram.IsInstalled("script"), "There is no script on this machine, as Linux has it, which makes a terminal.");
        await using var talking = OnTerminal("");
        await using var quiet = OnTerminal("--quiet");
        var (heard, unheard) = (await PartnerOfAsync(talking), await PartnerOfAsync(quiet));

        await unheard.OnboardAsync();
        await heard.OnboardAsync();

        await Until.HoldsAsync(() => talking.Output.Contains("POST /core/v1/cm/customers → 200", StringComparison.Ordinal));
        Assert.DoesNotContain("/core/v1/cm/customers", quiet.Output, StringComparison.Ordinal);

        static RunningProgram OnTerminal(string option) => RunningProgram.StartBash(
            $"exec script -qec 'dotnet {RunningProgram.PathOf("CrossRiver.Emulator")} --urls {Anywhere} {option}' /dev/null < /dev/null", RunningProgram.Repository);
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_holds_up_no_call()
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("bash"), "There is no bash on this machine.");
        var start = new ProcessStartInfo("dotnet", [RunningProgram.PathOf("CrossRiver.Emulator"), "--urls", Anywhere, "--Emulator:Output:Entries=true", "--Emulator:Worlds:JournalEntries=1000"])
        {
            WorkingDirectory = RunningProgram.Repository,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var program = Process.Start(start)!;
        try
        {
            var greeting = await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            using var http = new HttpClient { BaseAddress = new Uri(greeting!.Split(" on ")[1].Split(' ', ',')[0]) };

            // Each line has about a hundred bytes, and a pipe takes 64 KB.
            for (var call = 0; call < 1_500; call++)
            {
                using var answer = await http.GetAsync(new Uri($"/core/v1/cm/customers?call={call}", UriKind.Relative), TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
        }
        finally
        {
            program.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_tail_goes_on_when_the_emulator_is_started_again_without_its_state()
    {
        var first = RunningProgram.Start("CrossRiver.Emulator", RunningProgram.Repository, "--urls", Anywhere);
        var url = (await first.UrlAsync()).GetLeftPart(UriPartial.Authority);
        var partner = await PartnerOfAsync(first);
        await partner.OnboardAsync();
        await using var one = Tail("--partner", $"{partner.Id}");
        await using var all = Tail();
        await Until.HoldsAsync(() => Choices(one) is 1 && Choices(all) is 1);

        await first.KillAsync();
        await first.DisposeAsync();
        await Until.HoldsAsync(() => one.Output.Contains("does not answer", StringComparison.Ordinal) && all.Output.Contains("does not answer", StringComparison.Ordinal));
        await using var second = RunningProgram.Start("CrossRiver.Emulator", RunningProgram.Repository, "--urls", url);
        await second.UrlAsync();
        await partner.OnboardAsync();

        await Until.HoldsAsync(() => Choices(one) is 2 && Choices(all) is 2);

        RunningProgram Tail(params string[] options) => RunningProgram.Start("CrossRiver.Emulator", RunningProgram.Repository, ["tail", "--kind", "choice", "--url", url, .. options]);

        static int Choices(RunningProgram tail) => tail.Output.Split('\n').Count(line => line.Contains("  choice  ", StringComparison.Ordinal));
    }

    private static async Task<Partner> PartnerOfAsync(RunningProgram program) => new(
        Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf"),
        new HttpClient { BaseAddress = await program.UrlAsync() });
}
