using CrossRiver.Emulator.Kernel.Randomness;

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
