using System.Text;

namespace CrossRiver.Emulator.Kernel.Text;

public sealed class Utf8TextTests
{
    [Theory]
    [InlineData(new byte[] { }, null, 0, 0)]
    [InlineData(new byte[] { 65 }, null, 0, 0)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 65 }, null, 0, 0)]
    [InlineData(new byte[] { 65, 0xC3, 0xA9, 10 }, null, 0, 0)]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, 65 }, "UTF-16 or UTF-32", 1, 1)]
    [InlineData(new byte[] { 0xFF, 0xFE, 65, 0 }, "UTF-16 or UTF-32", 1, 1)]
    [InlineData(new byte[] { 0, 65 }, "UTF-16 or UTF-32", 1, 1)]
    [InlineData(new byte[] { 65, 0 }, "UTF-16 or UTF-32", 1, 1)]
    [InlineData(new byte[] { 0xE9 }, "0xE9, perhaps of ISO-8859-1 or Windows-1252", 1, 1)]
    [InlineData(new byte[] { 65, 66, 0xE9, 67 }, "0xE9, perhaps of ISO-8859-1 or Windows-1252", 1, 3)]
    [InlineData(new byte[] { 65, 10, 66, 10, 0xC3, 0xA9, 0x80, 67 }, "0x80, perhaps of ISO-8859-1 or Windows-1252", 3, 3)]
    public void The_first_place_that_is_no_text_is_found(byte[] bytes, string? found, int line, int at) =>
        Assert.Equal(found is null ? null : new Utf8Fault(line, at, found), Utf8Text.FindFault(bytes));

    [Theory]
    [InlineData("\uFEFFabc", "abc")]
    [InlineData("abc", "abc")]
    [InlineData("", "")]
    public void A_mark_at_the_start_is_no_part_of_the_text(string text, string rest) =>
        Assert.Equal(rest, Encoding.UTF8.GetString(Utf8Text.WithoutMark(Encoding.UTF8.GetBytes(text)).Span));
}
