using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>What is kept of partners beside their worlds: the newest values, and the aliases.</summary>
public sealed class PartnersTests
{
    private static readonly Guid One = new("6e80b097-693c-4592-8440-02f345335bbf");
    private static readonly Guid Two = new("eaf67ca7-f8b8-4e7c-9bd8-a8ea00f53d64");
    private static readonly Guid Three = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");

    [Fact]
    public void The_newest_values_are_kept_one_of_each_partner()
    {
        var newest = new NewestByPartner<string>(most: 3);
        Assert.Null(newest.Find(One));
        newest.Add(One, "a");
        newest.Add(Two, "b");
        newest.Add(One, "c");
        Assert.Equal(["b", "c"], newest.All);

        newest.Add(Three, "d");
        Assert.Equal(["b", "c", "d"], newest.All);
        newest.Add(Three, "e");

        Assert.Equal(["c", "e"], newest.All);
        Assert.Equal(("c", null, "e"), (newest.Find(One), newest.Find(Two), newest.Find(Three)));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("Onboarding-2", true)]
    [InlineData("12345678901234567890123456789012", true)]
    [InlineData("123456789012345678901234567890123", false)]
    [InlineData("", false)]
    [InlineData("a_b", false)]
    [InlineData("a.b", false)]
    [InlineData("é", false)]
    public void An_alias_is_letters_digits_and_hyphens(string text, bool isAlias) => Assert.Equal(isAlias, PartnerAliases.IsAlias(text));

    [Fact]
    public void A_partner_has_one_alias_in_any_casing()
    {
        var aliases = Aliases(("tutorial", Three));

        Assert.Null(aliases.Set(One, "first"));
        Assert.Null(aliases.Set(One, "second"));

        Assert.Equal((null, One, "second"), (aliases.Find("first"), aliases.Find("SECOND"), aliases.FindAlias(One)));
        Assert.Equal((Three, "tutorial", null), (aliases.Find("Tutorial"), aliases.FindAlias(Three), aliases.FindAlias(Two)));
        Assert.Equal(2, aliases.Changes);
        Assert.Equal([new SavedAlias("tutorial", Three), new SavedAlias("second", One)], aliases.Save());
    }

    [Fact]
    public void An_alias_of_another_partner_is_refused_and_its_own_is_not()
    {
        var aliases = Aliases(("one", One));

        Assert.Equal($"it is that of partner {One}", aliases.Set(Two, "ONE"));
        Assert.Equal(0, aliases.Changes);
        Assert.Null(aliases.Set(One, "ONE"));
        Assert.Equal("ONE", aliases.FindAlias(One));
        Assert.Null(aliases.Set(One, null));
        Assert.Null(aliases.FindAlias(One));
        Assert.Null(aliases.Set(Two, "one"));
        Assert.Equal(3, aliases.Changes);
    }

    [Fact]
    public void There_are_a_thousand_aliases_at_most()
    {
        var aliases = Aliases([.. Enumerable.Range(1, 1_000).Select(number => ($"a{number}", Numbered(number)))]);

        Assert.Equal("there are 1000 aliases already", aliases.Set(One, "one"));
        Assert.Null(aliases.Set(One, null));
        Assert.Null(aliases.Set(Numbered(1), "one"));
        Assert.Null(aliases.Set(Numbered(2), null));
        Assert.Null(aliases.Set(One, "two"));
    }

    [Fact]
    public void A_saved_alias_gives_way_to_the_settings()
    {
        var aliases = Aliases(("one", One));

        aliases.Load([new SavedAlias("ONE", Two), new SavedAlias("other", One), new SavedAlias("three", Three)]);

        Assert.Equal([new SavedAlias("one", One), new SavedAlias("three", Three)], aliases.Save());
        Assert.Equal(0, aliases.Changes);
    }

    [Fact]
    public void Saved_aliases_must_be_such_as_calls_can_give()
    {
        SavedAlias.Check([new SavedAlias("a", One), new SavedAlias("b", Two)], Place.Root);

        Assert.Equal("$[1].alias: an alias must be 1 to 32 letters, digits or hyphens", Refusal(new SavedAlias("a", One), new SavedAlias("b b", Two)));
        Assert.Equal("$[1]: alias A is there twice", Refusal(new SavedAlias("a", One), new SavedAlias("A", Two)));
        Assert.Equal($"$[1]: partner {One} is there twice", Refusal(new SavedAlias("a", One), new SavedAlias("b", One)));
    }

    [Fact]
    public void The_aliases_of_the_settings_are_checked()
    {
        Assert.Empty(Faults());
        Assert.Empty(Faults(("a", One), ("b", Two)));
        Assert.Equal(["Aliases: 'a b' is no alias; write 1 to 32 letters, digits or hyphens"], Faults(("a b", One)));
        Assert.Equal([$"Aliases: partner {One} has several, a, b; leave one"], Faults(("b", One), ("a", One), ("c", Two)));
        Assert.Equal(["Aliases: there are more than 1000"], Faults([.. Enumerable.Range(1, 1_001).Select(number => ($"a{number}", Numbered(number)))]));
        Assert.Empty(Faults([.. Enumerable.Range(1, 1_000).Select(number => ($"a{number}", Numbered(number)))]));
    }

    private static PartnerAliases Aliases(params (string Alias, Guid PartnerId)[] aliases) => new(Options.Create(Settings(aliases)));

    private static PartnerOptions Settings((string Alias, Guid PartnerId)[] aliases) =>
        new() { Aliases = aliases.ToDictionary(named => named.Alias, named => named.PartnerId, StringComparer.OrdinalIgnoreCase) };

    private static IEnumerable<string?> Faults(params (string Alias, Guid PartnerId)[] aliases)
    {
        var options = Settings(aliases);
        return options.Validate(new ValidationContext(options)).Select(fault => fault.ErrorMessage);
    }

    private static string Refusal(params SavedAlias[] saved) => Assert.Throws<InvalidDataException>(() => SavedAlias.Check(saved, Place.Root)).Message;

    private static Guid Numbered(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
