using CrossRiver.Emulator.Kernel.Journal.Masking;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>The names of members that hold secrets, in bodies and in queries.</summary>
public sealed class SecretNamesTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("Auth-Passwd")]
    [InlineData("client_secret")]
    [InlineData("accessToken")]
    [InlineData("authorization")]
    [InlineData("x-api-key")]
    [InlineData("client_assertion")]
    [InlineData("credentials")]
    [InlineData("privateKey")]
    public void A_secret_is_hidden_in_a_body_and_in_a_query(string name)
    {
        Assert.Equal(Visibility.Hidden, SecretNames.Of(name));
        Assert.Equal(Visibility.Hidden, SecretNames.OfQuery(name));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("sig")]
    [InlineData("signature")]
    [InlineData("hmac")]
    [InlineData("code")]
    [InlineData("auth")]
    [InlineData("pwd")]
    [InlineData("pass")]
    [InlineData("passphrase")]
    [InlineData("sas")]
    [InlineData("jwt")]
    [InlineData("pin")]
    [InlineData("session")]
    [InlineData("sessionId")]
    [InlineData("sid")]
    [InlineData("subscription-key")]
    [InlineData("x-goog-sig")]
    [InlineData("X-Amz-Signature")]
    public void A_short_name_is_a_secret_in_a_query_alone(string name)
    {
        Assert.Equal(Visibility.Shown, SecretNames.Of(name));
        Assert.Equal(Visibility.Hidden, SecretNames.OfQuery(name));
    }

    [Theory]
    [InlineData("taxId")]
    [InlineData("id_number")]
    [InlineData("SSN")]
    [InlineData("itin")]
    [InlineData("ein")]
    [InlineData("socialSecurityNumber")]
    [InlineData("social-security")]
    public void The_last_four_characters_of_a_number_are_shown(string name)
    {
        Assert.Equal(Visibility.LastFour, SecretNames.Of(name));
        Assert.Equal(Visibility.LastFour, SecretNames.OfQuery(name));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("keyring")]
    [InlineData("sigma")]
    [InlineData("taxIdType")]
    [InlineData("")]
    public void Any_other_member_is_shown(string name)
    {
        Assert.Equal(Visibility.Shown, SecretNames.Of(name));
        Assert.Equal(Visibility.Shown, SecretNames.OfQuery(name));
    }

    [Theory]
    [InlineData("12345", "*2345")]
    [InlineData("1234", "***")]
    [InlineData("", "***")]
    public void A_number_with_four_characters_is_hidden(string text, string shown) => Assert.Equal(shown, SecretNames.Show(text, Visibility.LastFour));

    [Theory]
    [InlineData("https://a@b", "https://***@b")]
    [InlineData("https://@b/", "https://***@b/")]
    [InlineData("://a@b", "://a@b")]
    [InlineData("a://", "a://")]
    [InlineData("a:///x@y", "a:///x@y")]
    [InlineData("a://b?", "a://b?")]
    [InlineData("a://b?#", "a://b?#")]
    [InlineData("a://b?x#y", "a://b?x#y")]
    [InlineData("a://b?token=", "a://b?token=")]
    [InlineData("a://b#?token=s", "a://b#token=***")]
    public void A_URL_keeps_its_form(string text, string shown) => Assert.Equal(shown, MaskedUrl.Of(text));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("??", null)]
    [InlineData("a=1&token=x=y&b", "a=1&token=***&b")]
    [InlineData("a%20b=c%20d", "a%20b=c%20d")]
    public void A_query_keeps_what_is_no_secret(string? query, string? shown) => Assert.Equal(shown, MaskedQuery.Of(query));
}
