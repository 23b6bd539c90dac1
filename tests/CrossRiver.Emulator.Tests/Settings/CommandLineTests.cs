namespace CrossRiver.Emulator.Settings;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("--https", "--https=true")]
    [InlineData("--HTTPS", "--HTTPS=true")]
    [InlineData("--https --urls http://localhost:1", "--https=true --urls http://localhost:1")]
    [InlineData("--urls http://localhost:1 --https", "--urls http://localhost:1 --https=true")]
    [InlineData("--https /urls http://localhost:1", "--https=true /urls http://localhost:1")]
    [InlineData("--https urls=http://localhost:1", "--https=true urls=http://localhost:1")]
    [InlineData("--https true --pace fast", "--https true --pace fast")]
    [InlineData("--https false", "--https false")]
    [InlineData("--https=false", "--https=false")]
    [InlineData("--https 5443", "--https 5443")]
    [InlineData("--pace --urls", "--pace --urls")]
    [InlineData("--webhooks-timeout 5s", "--Emulator:Webhooks:Timeout 5s")]
    [InlineData("--webhooks-timeout=5s --Pace fast", "--Emulator:Webhooks:Timeout=5s --Pace fast")]
    [InlineData("--webhooks-trust-any-certificate --urls x", "--Emulator:Webhooks:TrustAnyCertificate=true --urls x")]
    [InlineData("--scenarios-watch false", "--Emulator:Scenarios:Watch false")]
    public void An_option_is_written_as_its_key_and_a_flag_without_a_value_is_true(string given, string completed) =>
        Assert.Equal(completed, string.Join(' ', new CommandLine(EmulatorApplication.Settings).Complete(given.Split(' '))));
}
