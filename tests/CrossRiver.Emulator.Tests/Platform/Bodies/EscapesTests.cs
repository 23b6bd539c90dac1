using System.Text;

namespace CrossRiver.Emulator.Platform.Bodies;

public sealed class EscapesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\"a\"")]
    [InlineData("""  "\u0041\n\\u\"" """)]
    [InlineData("""  "\\ud800" """)]
    [InlineData("""  "\\\\ud800" """)]
    [InlineData("""  "\ud83d\ude00" """)]
    [InlineData("""  "\uD83D\uDE00\ud83d\ude00" """)]
    [InlineData("\"\\u00e9")]
    public void Whole_characters_are_left_alone(string json) => Assert.Equal(-1, Escapes.FindHalf(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"a":"\ud800"}""", 6)]
    [InlineData("""{"a":"\uDE00"}""", 6)]
    [InlineData("""{"a":"\ude00\ud83d"}""", 6)]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", 6)]
    [InlineData("""{"a":"\ud83dx\ude00"}""", 6)]
    [InlineData("""{"a":"\ud83d\n\ude00"}""", 6)]
    [InlineData("""{"a":"\\\ud800"}""", 8)]
    [InlineData("""{"a":"\\n\u0041\ud83d\ude00\ud800"}""", 27)]
    [InlineData("\"\\ud800", 1)]
    public void Half_a_character_is_found_where_it_is(string json, int place) => Assert.Equal(place, Escapes.FindHalf(Encoding.UTF8.GetBytes(json)));
}
