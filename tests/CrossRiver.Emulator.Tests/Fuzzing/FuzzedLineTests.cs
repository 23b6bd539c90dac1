using CrossRiver.Emulator.Fuzzing.Targets;

namespace CrossRiver.Emulator.Fuzzing;

/// <summary>The first line of an input selects a name, whatever it is.</summary>
public sealed class FuzzedLineTests
{
    private static readonly string[] Names = ["form", "json"];

    [Theory]
    [InlineData("json\nbody\nmore", "json", "body\nmore")]
    [InlineData("form", "form", "")]
    [InlineData("b\nbody", "form", "body")]
    [InlineData("a\nbody", "json", "body")]
    public void A_line_selects_the_name_and_the_rest_is_the_text(string input, string name, string text) => Assert.Equal((name, text), FuzzedLine.Split(input, Names));

    [Fact]
    public void A_line_of_a_hundred_thousand_letters_selects_a_name() => Assert.Contains(FuzzedLine.Split(new string('\uFFFF', 100_000), Names).Name, Names);
}
