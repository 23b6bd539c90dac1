using System.Text;
using CrossRiver.Emulator.Kernel.Journal.Masking;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Bodies that are deep, truncated, or no JSON.</summary>
public sealed class MaskedBodyTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData(" \t\r\n", null)]
    [InlineData("7", null)]
    [InlineData(" \t\r\n{}", "{}")]
    [InlineData("\uFEFF[1]", "[1]")]
    [InlineData("{ /* why */ \"a\" : 1.50 }", """{"a":1.50}""")]
    [InlineData("""{"a":true,"b":false,"c":null,"d":-1e3}""", """{"a":true,"b":false,"c":null,"d":-1e3}""")]
    [InlineData("""{"\ud800":1}""", """{"(no text)":1}""")]
    [InlineData("""{"token":[1,2],"a":2}""", """{"token":"***","a":2}""")]
    [InlineData("""{"token":true,"a":"é"}""", """{"token":true,"a":"é"}""")]
    [InlineData("""{"a":{"b":[{"c":1""", """{"a":{"b":[{}]}}""")]
    [InlineData("""{"a":[1,2""", """{"a":[1]}""")]
    [InlineData("""{"a":1,"token":{"b":""", """{"a":1,"token":"***"}""")]
    [InlineData("""{"a":1,"token":{"b":1},"c":2}""", """{"a":1,"token":"***","c":2}""")]
    public void A_body_is_shown_as_far_as_it_is_there(string body, string? shown) => Assert.Equal(shown, MaskedBody.Read(Encoding.UTF8.GetBytes(body))?.GetRawText());

    [Theory]
    [InlineData(56, false)]
    [InlineData(57, true)]
    [InlineData(60, true)]
    public void What_is_nested_too_deep_is_left_out(int levels, bool isLeftOut)
    {
        var body = $"{new string('[', levels)}1{new string(']', levels)}";

        var shown = MaskedBody.Read(Encoding.UTF8.GetBytes(body))!.Value.GetRawText();

        Assert.Equal(isLeftOut ? $"{new string('[', 56)}\"(nested deeper than 56 levels)\"{new string(']', 56)}" : body, shown);
    }
}
