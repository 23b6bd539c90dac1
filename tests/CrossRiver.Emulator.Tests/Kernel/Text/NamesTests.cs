namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>Names of enumerations and identifiers, which are read strictly.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData("Monday", DayOfWeek.Monday)]
    [InlineData("mONDAY", DayOfWeek.Monday)]
    [InlineData("1", null)]
    [InlineData("Monday, Tuesday", null)]
    [InlineData(" Monday", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_value_of_an_enumeration_is_read_by_its_name_alone(string? text, DayOfWeek? value) => Assert.Equal(value, EnumText.Parse<DayOfWeek>(text));

    [Fact]
    public void A_message_has_all_names_of_an_enumeration() =>
        Assert.Equal("Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday", EnumText.NamesOf<DayOfWeek>());

    [Theory]
    [InlineData("6e80b097-693c-4592-8440-02f345335bbf", true)]
    [InlineData("6E80B097-693C-4592-8440-02F345335BBF", true)]
    [InlineData("{6e80b097-693c-4592-8440-02f345335bb}", false)]
    [InlineData("6e80b097693c4592844002f345335bbf", false)]
    [InlineData("6e80b0976-93c-4592-8440-02f345335bbf", false)]
    [InlineData("6e80b097-693c-4592-8440-02f345335bbg", false)]
    [InlineData("6e80b097-693c-4592-8440-02f345335bb ", false)]
    [InlineData("0x80b097-693c-4592-8440-02f345335bbf", false)]
    [InlineData("+e80b097-693c-4592-8440-02f345335bbf", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_identifier_has_36_hexadecimal_digits_and_hyphens(string? text, bool isRead) =>
        Assert.Equal(isRead ? new Guid("6e80b097-693c-4592-8440-02f345335bbf") : null, GuidText.Parse(text));
}
