using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Kernel.Time;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class KeyedRandomTests
{
    private static readonly Guid Partner = new("6e80b097-693c-4592-8440-02f345335bbf");
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    // Written down once: another machine, another day or another order must give the same.
    [Fact]
    public void The_same_choice_comes_out_everywhere_and_always()
    {
        var chance = new KeyedRandom(seed: 1, Partner);

        Assert.Equal(new Guid("6315996d-e33d-e5a4-dc36-b40100c5c100"), chance.Id(Noon, "customer"));
        Assert.Equal(new Guid("ff15996d-e33d-e5a4-dc36-b40100c5c100"), chance.IdWithoutPartner(Noon, "customer"));
        Assert.Equal("14157143539", chance.Digits(11, "cif"));
        Assert.Equal(TimeSpan.FromTicks(7_916_946), chance.Between(TimeSpan.Zero, TimeSpan.FromSeconds(1), "delay"));
        Assert.Equal(TimeSpan.FromTicks(10_000_000 + 11_804_918), chance.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), "delay"));
        Assert.Equal(0.9606223207520453, chance.Share("share"));
        Assert.Equal("540911538531", chance.DigitsOfPartner(12, "number"));
        Assert.Equal("11538531", chance.DigitsOfPartner(8, "number"));
        Assert.Equal("85190985373", chance.Digits(11, new string('x', 2000)));
    }

    [Theory]
    [InlineData("delay", 6.707955993620287)]
    [InlineData("other", 1.8496259305002671)]
    public void A_log_normal_delay_has_its_median_and_its_95th_percentile(string name, double seconds)
    {
        var delay = new Delay(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)) { P95 = TimeSpan.FromSeconds(10) };

        Assert.Equal(seconds, new KeyedRandom(1, Partner).Of(delay, name).TotalSeconds, 1e-6);
    }

    [Fact]
    public void Of_very_many_log_normal_delays_half_are_below_the_median_and_19_of_20_below_the_percentile()
    {
        var chance = new KeyedRandom(1, Partner);
        var delay = new Delay(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)) { P95 = TimeSpan.FromSeconds(10) };

        var delays = Enumerable.Range(0, 2000).Select(number => chance.Of(delay, $"{number}").TotalSeconds).ToList();

        Assert.InRange(delays.Count(seconds => seconds < 2), 900, 1100);
        Assert.InRange(delays.Count(seconds => seconds < 10), 1860, 1940);
    }

    [Fact]
    public void A_log_normal_delay_is_bounded_and_without_a_median_there_is_none()
    {
        var chance = new KeyedRandom(1, Partner);
        var wild = new Delay(TimeSpan.FromTicks(1), TimeSpan.FromTicks(1)) { P95 = Duration.Longest };
        var slow = new Delay(TimeSpan.FromDays(3000), TimeSpan.FromDays(3000)) { P95 = Duration.Longest };

        Assert.All(Enumerable.Range(0, 50), number => Assert.InRange(chance.Of(wild, $"{number}"), TimeSpan.Zero, TimeSpan.FromTicks(1000)));
        Assert.Contains(Enumerable.Range(0, 50), number => chance.Of(wild, $"{number}") == TimeSpan.FromTicks(1000));
        Assert.Contains(Enumerable.Range(0, 50), number => chance.Of(slow, $"{number}") == Duration.Longest);
        Assert.Equal(TimeSpan.FromSeconds(3), chance.Of(new Delay(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)), "fixed"));
        Assert.Equal(TimeSpan.Zero, chance.Of(new Delay(TimeSpan.Zero, TimeSpan.Zero) { P95 = TimeSpan.FromSeconds(1) }, "none"));
    }

    [Fact]
    public void A_scenario_has_the_choices_of_its_own_seed()
    {
        var chance = new KeyedRandom(1, Partner);

        Assert.Same(chance, chance.From(null));
        Assert.Equal("94849174285", chance.From(2).Digits(11, "cif"));
        Assert.Equal(chance.Id(Noon, "customer").ToString()[..2], chance.From(2).Id(Noon, "customer").ToString()[..2]);
    }

    [Fact]
    public void Another_seed_partner_or_name_is_another_choice()
    {
        var choices = new[]
        {
            new KeyedRandom(1, Partner).Digits(11, "cif"),
            new KeyedRandom(2, Partner).Digits(11, "cif"),
            new KeyedRandom(1, Guid.Empty).Digits(11, "cif"),
            new KeyedRandom(1, Partner).Digits(11, "fic"),
        };

        Assert.Distinct(choices);
    }

    [Fact]
    public void Choices_stay_within_their_bounds()
    {
        var chance = new KeyedRandom(1, Partner);

        for (var i = 0; i < 1000; i++)
        {
            Assert.Matches("^[1-9][0-9]{10}$", chance.Digits(11, $"{i}"));
            Assert.InRange(chance.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), $"{i}"), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
        }
    }
}
