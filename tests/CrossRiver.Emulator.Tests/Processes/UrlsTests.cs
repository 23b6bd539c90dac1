using System.Net;
using System.Net.Sockets;
using CrossRiver.Emulator.Cli;
using CrossRiver.Emulator.Platform.Https;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Processes;

/// <summary>Where the program listens: on what is written, and on no more by a typing error.</summary>
[Trait("lane", "slow")]
public sealed class UrlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Theory]
    [InlineData("urls", "http://loclahost:0", "http://loclahost:0: 'loclahost' is no name of this machine; did you mean 'localhost'?")]
    [InlineData("urls", "http://127.0.0.1:0;https://LOCLAHOST:0", "https://LOCLAHOST:0: 'LOCLAHOST' is no name of this machine; did you mean 'localhost'?")]
    [InlineData("urls", "http://bank.invalid:0", "http://bank.invalid:0: 'bank.invalid' is no name of this machine; write http://localhost:5080, or http://*:5080 to listen on every address")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://loclahost:0", "http://loclahost:0: 'loclahost' is no name of this machine; did you mean 'localhost'?")]
    public async Task A_host_that_is_no_name_of_this_machine_stops_the_start(string setting, string urls, string line)
    {
        await using var emulator = new RunningEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { [setting] = urls } };

        var refusal = Assert.Throws<OptionsValidationException>(() => emulator.Services);

        Assert.Equal($"{setting}: {line}", refusal.Message);
    }

    [Theory]
    [InlineData("--urls http://loclahost:0", "")]
    [InlineData("", "http://loclahost:0")]
    public async Task The_program_says_so_in_a_line(string arguments, string environment)
    {
        await using var program = Start(arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_URLS"] = environment, [arguments is "" ? "UNUSED" : "Kestrel__Endpoints__Http__Url"] = "http://127.0.0.1:0" });

        Assert.Equal(
            (ExitCode.WrongUsage, "urls: http://loclahost:0: 'loclahost' is no name of this machine; did you mean 'localhost'?"),
            (await program.ExitAsync(), program.Output));
    }

    [Fact]
    public async Task An_address_of_another_machine_stops_the_start_with_a_line()
    {
        await using var program = Start("--urls http://203.0.113.5:0");

        Assert.Equal(ExitCode.CannotDo, await program.ExitAsync());
        Assert.EndsWith("; choose other URLs with --urls", Assert.Single(program.Output.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", "", false)]
    [InlineData("http://bank.localhost:{free}", "", false)]
    [InlineData("http://*:0", "", true)]
    [InlineData("http://+:0", "", true)]
    [InlineData("http://0.0.0.0:0", "", true)]
    [InlineData("http://{machine}:0", "", true)]
    [InlineData("http://*:0", "a-key", false)]
    public async Task What_is_open_to_the_network_without_a_key_is_warned_of_in_a_line(string pattern, string key, bool isWarnedOf)
    {
        var lines = new KeptLines();
        var urls = pattern.Replace("{machine}", Dns.GetHostName(), StringComparison.Ordinal).Replace("{free}", FreePort(), StringComparison.Ordinal);
        await using var emulator = new RunningEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["urls"] = urls, ["Emulator:Control:Key"] = key, ["Logging:LogLevel:Default"] = "Warning" },
            Configure = builder => builder.Logging.ClearProviders().AddProvider(lines),
        };

        Assert.NotNull(emulator.Url("http"));
        Assert.Equal(isWarnedOf ? 1 : 0, lines.All.Count(line => line.StartsWith($"{urls} is open to the network, and Emulator:Control:Key asks for no key: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("bank.example.test", HttpStatusCode.OK)]
    [InlineData("BANK.example.test.:5080", HttpStatusCode.OK)]
    [InlineData("a.bank.example.test", HttpStatusCode.Forbidden)]
    public async Task The_hosts_of_the_urls_are_names_by_which_it_is_called(string host, HttpStatusCode status)
    {
        await using var emulator = new RunningEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["urls"] = "http://bank.example.test:0" },

            // This machine has no such name.
            Configure = builder => builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(ListenCheck))),
        };
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(emulator.Url("http")) { Host = "localhost", Path = "/_emulator/version" }.Uri);
        request.Headers.Host = host;

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    private RunningProgram Start(string arguments, Dictionary<string, string>? environment = null) => RunningProgram.StartFile(
        "dotnet",
        _folder.FullName,
        environment ?? [],
        [RunningProgram.PathOf("CrossRiver.Emulator"), .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
