using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Where a callback to the partner's own machine goes.</summary>
public sealed class HostOfContainerTests
{
    [Theory]
    [InlineData(true, "known.test", "http://localhost:81/in?a=b", "http://known.test:81/in?a=b")]
    [InlineData(true, "known.test", "https://127.0.0.1/in", "https://known.test:443/in")]
    [InlineData(true, "known.test", "http://[::1]:81/in", "http://known.test:81/in")]
    [InlineData(true, "known.test", "http://app.localhost:81/in", "http://known.test:81/in")]
    [InlineData(true, "known.test", "http://bücher.localhost:81/in", "http://known.test:81/in")]
    [InlineData(true, "known.test", "http://other.test:81/in", null)]
    [InlineData(true, "known.test", "http://notlocalhost:81/in", null)]
    [InlineData(true, "unknown.test", "http://localhost:81/in", null)]
    [InlineData(false, "known.test", "http://localhost:81/in", null)]
    public async Task In_a_container_it_goes_to_the_container_s_host_if_that_is_known(bool isInContainer, string host, string callback, string? called)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("DOTNET_RUNNING_IN_CONTAINER", (string?)$"{isInContainer}")]).Build();
        var lookups = new HostLookups(name => name is "known.test" ? [IPAddress.Loopback] : throw new SocketException((int)SocketError.HostNotFound), new FakeTimeProvider());
        var url = new Uri(callback);

        var reached = await new HostOfContainer(configuration, Options.Create(new WebhookOptions { HostOfContainer = host }), lookups).ReachableAsync(url, Guid.Empty, TestContext.Current.CancellationToken);

        Assert.Equal(called ?? callback, reached.OriginalString);
        Assert.Equal(called is null, ReferenceEquals(url, reached));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST.", true)]
    [InlineData("a.b.LocalHost", true)]
    [InlineData("a.localhost.", true)]
    [InlineData("alocalhost", false)]
    [InlineData("localhost.test", false)]
    [InlineData("localhost..", false)]
    [InlineData("", false)]
    public void Localhost_and_all_names_below_it_are_the_machine(string host, bool isMachine) => Assert.Equal(isMachine, Loopback.IsNamed(host));

    [Fact]
    public void The_machine_is_called_by_ipv4_first() => Assert.Equal(IPAddress.Loopback, Loopback.Addresses[0]);
}
