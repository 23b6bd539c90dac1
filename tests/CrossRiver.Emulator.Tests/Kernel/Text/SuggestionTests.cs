namespace CrossRiver.Emulator.Kernel.Text;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("email", "email")]
    [InlineData("EMAIL", "email")]
    [InlineData("emal", "email")]
    [InlineData("emaill", "email")]
    [InlineData("emaul", "email")]
    [InlineData("emial", "email")]
    [InlineData("meail", "email")]
    [InlineData("eMIal", "email")]
    [InlineData("imayl", null)]
    [InlineData("classificatoin", "classification")]
    [InlineData("clossificotiom", "classification")]
    [InlineData("clossificotiomxxx", null)]
    [InlineData("emailing", null)]
    [InlineData("is", "id")]
    [InlineData("xy", null)]
    [InlineData("get", "customers.get")]
    [InlineData("Get", "customers.get")]
    [InlineData("ustomersget", "customers.get")]
    [InlineData("", null)]
    public void The_nearest_name_is_found_if_it_is_near(string text, string? name) =>
        Assert.Equal(name, Suggestion.Nearest(text, ["email", "classification", "id", "customers.get"]));

    [Fact]
    public void The_shorter_of_both_texts_says_what_is_near() => Assert.Null(Suggestion.Nearest("abcde1", ["abcd"]));

    [Fact]
    public void Of_names_that_are_alike_the_nearest_is_suggested() => Assert.Equal("phones", Suggestion.Nearest("phonex", ["phoneyz", "phones", "phoney"]));

    [Fact]
    public void Without_names_nothing_is_near() => Assert.Null(Suggestion.Nearest("email", []));

    [Fact]
    public void A_text_is_no_name_if_it_is_longer_than_names_are()
    {
        var name = new string('x', 60);

        Assert.Equal(name, Suggestion.Nearest(name, [name]));
        Assert.Null(Suggestion.Nearest($"{name}x", [name]));
    }

    [Theory]
    [InlineData("emial", 2, "did you mean 'email'?")]
    [InlineData("quite else", 2, "write email, name2")]
    [InlineData("quite else", 12, "write email, name2, name3, name4, name5, name6, name7, name8, name9, name10, name11, name12")]
    [InlineData("quite else", 13, "write email, name2, name3, name4, name5, name6, name7, name8, name9, name10, name11, name12 …")]
    public void A_message_ends_with_the_nearest_name_or_with_the_first_names(string text, int names, string end) =>
        Assert.Equal(end, Suggestion.For(text, ["email", .. Enumerable.Range(2, names - 1).Select(number => $"name{number}")]));
}
