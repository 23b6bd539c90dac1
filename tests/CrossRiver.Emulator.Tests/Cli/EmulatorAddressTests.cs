using CrossRiver.Emulator.Cli.Calling;

namespace CrossRiver.Emulator.Cli;

public sealed class EmulatorAddressTests
{
    [Theory]
    [InlineData(null, "", "http://localhost:5080/")]
    [InlineData("http://bank:80", "ASPNETCORE_URLS=http://+:8080", "http://bank/")]
    [InlineData(null, "ASPNETCORE_URLS=http://+:8080", "http://localhost:8080/")]
    [InlineData(null, "ASPNETCORE_URLS=http://*:8080;https://*:5443", "http://localhost:8080/")]
    [InlineData(null, "ASPNETCORE_URLS=http://0.0.0.0:8080", "http://localhost:8080/")]
    [InlineData(null, "ASPNETCORE_URLS=http://[::]:8080", "http://localhost:8080/")]
    [InlineData(null, "ASPNETCORE_HTTP_PORTS=8080;8081", "http://localhost:8080/")]
    [InlineData(null, "URLS=http://127.0.0.1:81", "http://127.0.0.1:81/")]
    [InlineData(null, "ASPNETCORE_URLS=https://+:5443", "https://localhost:5443/")]
    public void The_emulator_is_where_it_listens_by_itself_unless_the_command_line_says_so(string? given, string variable, string found) =>
        Assert.Equal(new Uri(found), EmulatorAddress.Find(given, name => variable.StartsWith($"{name}=", StringComparison.Ordinal) ? variable[(name.Length + 1)..] : null));
}
