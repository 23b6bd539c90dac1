using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Tests.Worlds;

public sealed class SparingDictionaryTests
{
    private readonly SparingDictionary<Guid, string> _names = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Has_what_was_put_in_however_many_there_are(int count)
    {
        var keys = Keys(count);

        keys.ForEach(key => _names[key] = $"name of {key}");

        Assert.Equal(count, _names.Count);
        Assert.All(keys, key => Assert.Equal($"name of {key}", _names.Find(key)));
        Assert.Equal(keys.ToDictionary(key => key, key => $"name of {key}"), _names.Entries.ToDictionary());
        Assert.Null(_names.Find(KeyOf(count + 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_put_in_under_a_known_key_takes_the_place_of_what_was_there(int count)
    {
        var keys = Keys(count);
        keys.ForEach(key => _names[key] = "before");

        keys.ForEach(key => _names[key] = "after");

        Assert.Equal(count, _names.Count);
        Assert.All(keys, key => Assert.Equal("after", _names.Find(key)));
    }

    [Fact]
    public void A_key_of_nothing_but_zeros_is_a_key_like_any_other()
    {
        Assert.Null(_names.Find(Guid.Empty));

        _names[Guid.Empty] = "nobody";

        Assert.Equal("nobody", _names.Find(Guid.Empty));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Is_as_new_when_it_was_cleared(int count)
    {
        var keys = Keys(count);
        keys.ForEach(key => _names[key] = "before");

        _names.Clear();

        Assert.Equal(0, _names.Count);
        Assert.Empty(_names.Entries);
        Assert.All(keys, key => Assert.Null(_names.Find(key)));
        _names[keys[0]] = "after";
        Assert.Equal([KeyValuePair.Create(keys[0], "after")], _names.Entries);
    }

    private static List<Guid> Keys(int count) => [.. Enumerable.Range(1, count).Select(KeyOf)];

    private static Guid KeyOf(int number) => new(number, 0, 0, new byte[8]);
}
