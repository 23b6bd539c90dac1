namespace CrossRiver.Emulator.Cli;

/// <summary>What the commands say that call an emulator, when it does not do what they ask.</summary>
public sealed class CallingTests : IAsyncDisposable
{
    private const string Nobody = "http://127.0.0.1:1";
    private const string World = "--partner 6e80b097-693c-4592-8440-02f345335bbf";

    private readonly RunningEmulator _emulator = new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Control:Key"] = "right", ["Emulator:Clock:Mode"] = "Manual" } };

    [Theory]
    [InlineData("advance 1h")]
    [InlineData("reset")]
    [InlineData("tail")]
    [InlineData("tail --new")]
    [InlineData("wait idle")]
    [InlineData("customers")]
    [InlineData("webhooks")]
    [InlineData("new clear")]
    public async Task Where_nobody_answers_the_command_says_so_and_ends_with_1(string command)
    {
        var (exitCode, told) = await FailAsync($"{command} --url {Nobody}");

        Assert.Equal((ExitCode.CannotDo, $"no emulator answers at {Nobody} (Connection refused); start it, or write --url URL"), (exitCode, told));
    }

    [Fact]
    public async Task A_check_of_the_health_of_nobody_ends_with_1() =>
        Assert.Equal((ExitCode.CannotDo, $"no emulator answers at {Nobody} (Connection refused)"), await FailAsync($"healthcheck --url {Nobody}"));

    [Fact]
    public async Task A_wait_for_nobody_ends_with_3() => Assert.Equal(
        (ExitCode.TimeIsUp, $"not ready after 100ms: no emulator answers at {Nobody} (Connection refused)"),
        await FailAsync($"wait ready --timeout 100ms --url {Nobody}"));

    [Theory]
    [InlineData("reset", "A key is required here; send it as X-Emulator-Key: KEY or Authorization: Bearer KEY; here: write --key KEY, or set CROSSRIVER_EMULATOR_KEY")]
    [InlineData("reset --key wrong", "A key is required here; send it as X-Emulator-Key: KEY or Authorization: Bearer KEY; here: write --key KEY, or set CROSSRIVER_EMULATOR_KEY")]
    [InlineData("reset --key right --keep nonsense", "Keep must be a list of Registrations, Scenarios, Clock, Journal")]
    [InlineData("reset --key right --keep none,journal", "'none,journal' keeps nothing and something; write --keep none, or leave none out")]
    [InlineData("trigger nonsense --key right --customer 6e80b097-693c-4592-8440-02f345335bbf", "Customer 6e80b097-693c-4592-8440-02f345335bbf not found")]
    [InlineData($"trigger Onboarded {World} --key right --customer 6e80b097-693c-4592-8440-02f345335bbf", "EventName 'Onboarded' is no event of a customer; did you mean 'Core.Customer.Onboarded'?")]
    [InlineData("tail --key right --kind evnt", "Kind must be some of attempt, call, change, choice, control, event, fault, registration, divided by commas; there is no 'evnt'")]
    public async Task What_the_emulator_refuses_is_told_with_what_to_write_and_ends_with_2(string command, string told) =>
        Assert.Equal((ExitCode.WrongUsage, told), await FailAsync($"{command} --url {Url}"));

    [Theory]
    [InlineData("", 1)]
    [InlineData(" --keep clock", 0)]
    [InlineData(" --keep registrations,journal", 1)]
    [InlineData(" --keep none", 0)]
    public async Task A_reset_keeps_registrations_and_scenarios_unless_it_is_given_other_names(string keep, int registrations)
    {
        var partner = _emulator.NewPartner();
        partner.Http.DefaultRequestHeaders.Add("X-Emulator-Key", "right");
        await partner.RegisterAsync(new Uri("http://127.0.0.1:9"), "Core.Customer.Onboarded");

        Assert.Equal(ExitCode.Done, await ProgramCommands.RunAsync($"reset{keep} --json --key right --url {Url}".Split(' '), EmulatorApplication.CommandHost));

        Assert.Equal(registrations, await partner.CountRegistrationsAsync());
    }

    [Fact]
    public async Task A_wait_for_idleness_that_takes_too_long_ends_with_3_and_says_what_is_pending()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, "Core.Customer.Onboarded");
        await partner.OnboardAsync();
        var advance = ProgramCommands.RunAsync([.. $"advance 10s --timeout 300ms --key right --url {Url}".Split(' ')], EmulatorApplication.CommandHost);
        await inbox.NextAsync();

        var (exitCode, told) = await FailAsync($"wait idle --timeout 100ms --key right --url {Url}");

        Assert.Equal(ExitCode.TimeIsUp, exitCode);
        Assert.StartsWith("The world is not idle after 100ms: ", told, StringComparison.Ordinal);
        Assert.Equal(ExitCode.TimeIsUp, (await Assert.ThrowsAsync<CommandException>(() => advance)).ExitCode);
    }

    [Fact]
    public async Task Who_answers_without_being_an_emulator_is_told()
    {
        await using var somebody = await WebhookInbox.StartAsync();

        var (exitCode, told) = await FailAsync($"reset --url {somebody.Url.GetLeftPart(UriPartial.Authority)}");

        Assert.Equal((ExitCode.CannotDo, true), (exitCode, told.Contains(somebody.Url.Authority, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_tail_of_a_world_that_is_ended_goes_on_with_the_next_one_of_its_partner()
    {
        var partner = _emulator.NewPartner();
        partner.Http.DefaultRequestHeaders.Add("X-Emulator-Key", "right");
        await using var tail = RunningProgram.Start("CrossRiver.Emulator", RunningProgram.Repository, ["tail", "--kind", "choice", "--partner", $"{partner.Id}", "--key", "right", "--url", Url]);
        await partner.OnboardAsync();
        await ToldAsync(1);

        await partner.DeleteAsync($"/_emulator/partners/{partner.Id}");
        await partner.OnboardAsync();

        await ToldAsync(2);

        async Task ToldAsync(int entries)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (tail.Output.Split('\n').Count(line => line.Contains("  choice  ", StringComparison.Ordinal)) < entries)
            {
                Assert.False(patience.IsCancellationRequested, tail.Output);
                await Task.Yield();
            }
        }
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    private string Url => _emulator.Url("http").GetLeftPart(UriPartial.Authority);

    private static async Task<(int ExitCode, string Told)> FailAsync(string command)
    {
        var exception = await Assert.ThrowsAsync<CommandException>(() => ProgramCommands.RunAsync(command.Split(' '), EmulatorApplication.CommandHost));
        return (exception.ExitCode, Assert.Single(exception.Messages));
    }
}
