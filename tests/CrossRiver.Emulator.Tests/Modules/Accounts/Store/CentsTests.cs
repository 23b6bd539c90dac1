using System.Text.Json;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>Money is a whole number of cents, exactly.</summary>
public sealed class CentsTests
{
    [Theory]
    [InlineData(999_999_999_999_999, true)]
    [InlineData(1_000_000_000_000_000, false)]
    [InlineData(-999_999_999_999_999, true)]
    [InlineData(-1_000_000_000_000_000, false)]
    [InlineData(0, true)]
    public void A_balance_has_15_digits_at_most(long cents, bool isBalance)
    {
        Assert.Equal(isBalance, new Cents(cents).IsBalance);
        Assert.Equal(isBalance ? null : typeof(JsonException), Record.Exception(() => JsonSerializer.Deserialize<Cents>($"{cents}"))?.GetType());
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    [InlineData("99999999999999999999")]
    public void Anything_else_is_not_read(string json) => Assert.StartsWith(
        "must be a number of cents from -999999999999999 to 999999999999999",
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Cents>(json)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Cents_are_added_compared_and_written_as_a_number()
    {
        var (one, two) = (new Cents(1), new Cents(2));

        Assert.Equal((new Cents(3), new Cents(-2)), (one + two, -two));
        Assert.Equal((true, false, false), (one < two, two < one, one < new Cents(1)));
        Assert.Equal((false, true, false), (one > two, two > one, one > new Cents(1)));
        Assert.Equal((true, false, false), (new Cents(-1).IsNegative, new Cents(0).IsNegative, one.IsNegative));
        Assert.Equal(("-2", "-2", -2), ($"{-two}", JsonSerializer.Serialize(-two), JsonSerializer.Deserialize<Cents>("-2").Value));
        Assert.Throws<OverflowException>(() => new Cents(long.MaxValue) + one);
        Assert.Throws<OverflowException>(() => -new Cents(long.MinValue));
    }
}
