namespace CrossRiver.Emulator.Cli;

public sealed class UsageErrorsTests
{
    [Theory]
    [InlineData("xyzzy", "there is no command 'xyzzy'; write run, validate, scenarios, schema, compare, wait, advance, reset, checkpoint, return, trigger, tail …")]
    [InlineData("webhok", "there is no command 'webhok'; did you mean 'webhooks'?")]
    [InlineData("advnce 48h", "there is no command 'advnce'; did you mean 'advance'?")]
    [InlineData("advance", "that is too little; write advance SPAN [--timeout SPAN] [--json] [--partner PARTNER] [--key KEY] [--url URL]")]
    [InlineData("advance 1h 2h", "that is too much; write advance SPAN [--timeout SPAN] [--json] [--partner PARTNER] [--key KEY] [--url URL]")]
    [InlineData("advance soon", "'soon' is no duration; write 250ms, 2s, 1m30s, 48h or 30d")]
    [InlineData("advance 1h --url", "'--url' needs a value; write --url URL")]
    [InlineData("advance 1h --url=nowhere", "'nowhere' is no URL; write --url http://localhost:5080")]
    [InlineData("advance 1h --partner me!", "'me!' is no partner; write --partner 6e80b097-693c-4592-8440-02f345335bbf, or an alias")]
    [InlineData("advance -1h", "'-1h' is no option of advance; write --timeout, --json, --partner, --key, --url")]
    [InlineData("wait", "that is too little; write wait ready|idle [--within SPAN] [--timeout SPAN] [--partner PARTNER] [--key KEY] [--url URL]")]
    [InlineData("wait idel", "'idel' is not a state to wait for; did you mean 'idle'?")]
    [InlineData("wait idle --timeout soon", "'soon' is no duration; write 250ms, 2s, 1m30s, 48h or 30d")]
    [InlineData("trigger Core.Customer.Onboarded", "'--customer' is missing; write trigger EVENT --customer ID [--detail name=value] [--json] [--partner PARTNER] [--key KEY] [--url URL]")]
    [InlineData("trigger Core.Customer.Onboarded --customer a --detail b", "'b' is no detail; write --detail name=value")]
    [InlineData("tail --jsn", "'--jsn' is no option of tail; did you mean '--json'?")]
    [InlineData("healthcheck --partner a", "'--partner' is no option of healthcheck; write --url")]
    [InlineData("completion bsh", "there is no completion for 'bsh'; did you mean 'bash'?")]
    [InlineData("scenarios list --webhooks-timout 5s", "'--webhooks-timout' is no option of scenarios list; did you mean '--webhooks-timeout'?")]
    public async Task A_wrong_command_line_is_told_in_one_line_that_says_what_to_write(string arguments, string told)
    {
        var exception = await Assert.ThrowsAsync<CommandException>(() => ProgramCommands.RunAsync(arguments.Split(' '), EmulatorApplication.CommandHost));

        Assert.Equal((ExitCode.WrongUsage, told), (exception.ExitCode, Assert.Single(exception.Messages)));
    }

    [Theory]
    [InlineData("--help", "A local stand-in")]
    [InlineData("-h", "A local stand-in")]
    [InlineData("--pace fast --help", "A local stand-in")]
    [InlineData("run --pace fast -h", "Start the emulator")]
    [InlineData("wait --timeout soon --help", "Wait until")]
    [InlineData("scenarios --help", "List, print, explain and save")]
    [InlineData("scenarios explain --help", "Show which scenario")]
    [InlineData("--version", "0.1.0")]
    [InlineData("tail --version", "0.1.0")]
    [InlineData("scenarios list --version", "0.1.0")]
    public async Task Who_asks_for_help_gets_it_at_every_level_whatever_else_is_wrong(string arguments, string begins)
    {
        using var output = new StringWriter();

        Assert.Null(ProgramCommands.FindSettings(arguments.Split(' ')));
        Assert.Equal(ExitCode.Done, await ProgramCommands.RunAsync(arguments.Split(' '), EmulatorApplication.CommandHost, output));
        Assert.StartsWith(begins, $"{output}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("run", "")]
    [InlineData("--pace fast", "--pace fast")]
    [InlineData("run --pace fast", "--pace fast")]
    [InlineData("urls=http://localhost:1", "urls=http://localhost:1")]
    [InlineData("wait ready", null)]
    [InlineData("[suggest]", null)]
    public void What_asks_to_run_is_not_parsed(string arguments, string? settings) =>
        Assert.Equal(settings, ProgramCommands.FindSettings(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)) is { } found ? string.Join(' ', found) : null);
}
