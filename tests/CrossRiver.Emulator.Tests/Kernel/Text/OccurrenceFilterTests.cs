namespace CrossRiver.Emulator.Kernel.Text;

public sealed class OccurrenceFilterTests
{
    [Theory]
    [InlineData("3", 3, 3, 1, "3")]
    [InlineData("4..4", 4, 4, 1, "4")]
    [InlineData("2..4", 2, 4, 1, "2..4")]
    [InlineData("2+", 2, null, 1, "2+")]
    [InlineData("every 10", 10, null, 10, "every 10")]
    [InlineData("every 1", 1, null, 1, "1+")]
    [InlineData("1..1000000", 1, 1_000_000, 1, "1..1000000")]
    public void Each_form_is_read_and_written(string text, int first, int? last, int every, string written)
    {
        Assert.True(OccurrenceFilter.TryParse(text, out var which));
        Assert.Equal(new OccurrenceFilter(first, last, every), which);
        Assert.Equal(written, which.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData(" 3")]
    [InlineData("+")]
    [InlineData("0+")]
    [InlineData("every")]
    [InlineData("every 0")]
    [InlineData("every x")]
    [InlineData("Every 10")]
    [InlineData("4..2")]
    [InlineData("2..")]
    [InlineData("..4")]
    [InlineData("1..2..3")]
    [InlineData("1000001")]
    [InlineData("1..1000001")]
    public void Anything_else_is_refused(string text) => Assert.False(OccurrenceFilter.TryParse(text, out _));

    [Theory]
    [InlineData("3", new[] { 3 })]
    [InlineData("2..4", new[] { 2, 3, 4 })]
    [InlineData("18+", new[] { 18, 19, 20 })]
    [InlineData("every 6", new[] { 6, 12, 18 })]
    public void It_takes_the_numbers_that_it_names(string text, int[] taken) => Assert.Equal(taken, Enumerable.Range(1, 20).Where(Read(text).Takes));

    [Fact]
    public void Two_filters_meet_if_both_take_a_number()
    {
        string[] texts = ["1", "3", "6", "7", "2..4", "3..5", "5..8", "7..11", "1+", "4+", "9+", "every 2", "every 3", "every 5", "every 7", "1..6", "8..9"];

        foreach (var (one, other) in texts.SelectMany(one => texts.Select(other => (one, other))))
        {
            var (first, second) = (Read(one), Read(other));

            Assert.True(Enumerable.Range(1, 100).Any(number => first.Takes(number) && second.Takes(number)) == first.Meets(second), $"{one} and {other}");
        }
    }

    private static OccurrenceFilter Read(string text) => OccurrenceFilter.TryParse(text, out var which) ? which : throw new FormatException(text);
}
