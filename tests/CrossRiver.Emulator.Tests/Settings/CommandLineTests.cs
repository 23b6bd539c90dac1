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
    public void A_flag_without_a_value_is_true(string given, string completed) =>
        Assert.Equal(completed, string.Join(' ', CommandLine.CompleteFlags(given.Split(' '))));
}
