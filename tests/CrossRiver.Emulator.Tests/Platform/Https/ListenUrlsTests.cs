using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>Which URLs the settings have, and who can reach them.</summary>
public sealed class ListenUrlsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("urls=http://localhost:1; https://*:2 ;;nonsense;http://unix:/tmp/a", "urls http://localhost:1, urls https://*:2")]
    [InlineData("http_ports=80;8080", "http_ports http://*:80, http_ports http://*:8080")]
    [InlineData("https_ports=443", "https_ports https://*:443")]
    [InlineData("http_ports=80|https_ports=443", "http_ports http://*:80, https_ports https://*:443")]
    [InlineData("urls=http://a:1|http_ports=80", "urls http://a:1")]
    [InlineData("urls=|http_ports=80", "http_ports http://*:80")]
    [InlineData("urls=http://a:1|Kestrel:Endpoints:One:Url=http://b:2|Kestrel:Endpoints:Two:Protocols=Http1", "Kestrel:Endpoints:One:Url http://b:2")]
    [InlineData("urls=http://a:1|Kestrel:Endpoints:One:Url=http://b:2|preferHostingUrls=true", "urls http://a:1")]
    public void They_are_found_in_the_server_s_order_of_precedence(string settings, string urls) =>
        Assert.Equal(urls, string.Join(", ", Read(settings).All.Select(url => $"{url.Setting} {url.Url}")));

    [Fact]
    public void Hosts_are_compared_in_any_casing() => Assert.True(Read("urls=http://Bank.Example:1").Hosts.SetEquals(["bank.example"]));

    [Theory]
    [InlineData("http://localhost:1", "localhost", true, false)]
    [InlineData("http://A.LOCALHOST:1", "A.LOCALHOST", true, false)]
    [InlineData("http://notlocalhost:1", "notlocalhost", false, true)]
    [InlineData("http://127.0.0.1:1", "127.0.0.1", false, false)]
    [InlineData("http://[::1]:1", "[::1]", false, false)]
    [InlineData("http://0.0.0.0:1", "0.0.0.0", false, true)]
    [InlineData("http://[::]:1", "[::]", false, true)]
    [InlineData("http://192.0.2.7:1", "192.0.2.7", false, false)]
    [InlineData("http://*:1", "*", false, true)]
    [InlineData("http://+:1", "*", false, true)]
    [InlineData("http://bank.example:1", "bank.example", false, true)]
    [InlineData("nonsense", "*", false, true)]
    public void A_url_is_for_this_machine_or_for_others_too(string given, string host, bool isLoopback, bool isOpen)
    {
        var listen = new ListenUrl("urls", given);

        Assert.Equal((host, isLoopback, isOpen), (listen.Host, listen.IsLoopback, listen.IsOpen));
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080/", "http://localhost:5080/")]
    [InlineData("http://[::]:5080/", "http://localhost:5080/")]
    [InlineData("http://127.0.0.1:5080/", "http://127.0.0.1:5080/")]
    public void An_address_for_all_interfaces_is_called_by_localhost(string given, string callable) => Assert.Equal(new Uri(callable), ListenUrl.ToCallable(new Uri(given)));

    [Theory]
    [InlineData("http://localhost:1")]
    [InlineData("http://*:1")]
    [InlineData("http://0.0.0.0:1;http://[::1]:2")]
    public async Task A_url_that_names_no_other_machine_is_taken(string urls) => await new ListenCheck(Read($"urls={urls}")).StartAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task The_machine_s_own_name_is_taken_in_any_casing() =>
        await new ListenCheck(Read($"urls=http://{System.Net.Dns.GetHostName().ToUpperInvariant()}:1")).StartAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("http://localhots:5080", "urls: http://localhots:5080: 'localhots' is no name of this machine; did you mean 'localhost'?")]
    [InlineData("http://no-such-host-at-all.invalid:5080", "urls: http://no-such-host-at-all.invalid:5080: 'no-such-host-at-all.invalid' is no name of this machine; write http://localhost:5080, or http://*:5080 to listen on every address")]
    public async Task Any_other_name_is_refused(string given, string message)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => new ListenCheck(Read($"urls={given}")).StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(message, refusal.Message);
    }

    private static ListenUrls Read(string settings) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
        .Build());
}
