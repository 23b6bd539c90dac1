using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>The answers of name servers that are still good.</summary>
public sealed class KnownHostsTests
{
    private static readonly LookupResult Good = new([IPAddress.Loopback]);
    private static readonly LookupResult Bad = new(Addresses: null, "not known");

    private readonly FakeTimeProvider _machine = new();
    private readonly KnownHosts _known;

    public KnownHostsTests() => _known = new KnownHosts(_machine);

    [Fact]
    public void Addresses_are_good_for_five_seconds_and_failures_for_half_a_second()
    {
        _known.Keep("good.test", Good);
        _known.Keep("bad.test", Bad);
        Assert.Same(Good, _known.Find("GOOD.test"));
        Assert.Same(Bad, _known.Find("bad.test"));
        Assert.Null(_known.Find("other.test"));

        _machine.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Same(Bad, _known.Find("bad.test"));
        _machine.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(_known.Find("bad.test"));
        _machine.Advance(TimeSpan.FromMilliseconds(4_499));
        Assert.Same(Good, _known.Find("good.test"));
        _machine.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(_known.Find("good.test"));
    }

    [Fact]
    public void There_is_room_for_a_thousand_and_old_ones_make_room_for_new_ones()
    {
        for (var number = 0; number < 999; number++)
        {
            _known.Keep($"{number}.test", Bad);
        }

        _known.Keep("last.test", Good);
        _known.Keep("beyond.test", Good);
        Assert.Same(Good, _known.Find("last.test"));
        Assert.Null(_known.Find("beyond.test"));

        _machine.Advance(TimeSpan.FromSeconds(1));
        _known.Keep("beyond.test", Good);
        Assert.Same(Good, _known.Find("beyond.test"));
        Assert.Same(Good, _known.Find("last.test"));
    }
}
