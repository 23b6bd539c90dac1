using System.Text;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Which client a request for a token names.</summary>
public sealed class TokenFormTests
{
    [Theory]
    [InlineData("grant_type=client_credentials&client_id=a%20b", null, "a b")]
    [InlineData("""  {"client_id":"json","client_secret":"x"} """, null, "json")]
    [InlineData("""{"client_id":"first","client_id":"second"}""", null, "first")]
    [InlineData("client_id=body", "Basic YmFzaWM6c2VjcmV0", "body")]
    [InlineData("", "Basic YmFzaWM6c2VjcmV0", "basic")]
    [InlineData("", "basic  YmFzaWM6c2VjcmV0 ", "basic")]
    [InlineData("", "Basic YSUyMGI6Yzpk", "a b")]
    [InlineData("", null, null)]
    [InlineData("", "Bearer YmFzaWM6c2VjcmV0", null)]
    [InlineData("", "Basic !", null)]
    [InlineData("""{"client_id":1}""", null, null)]
    [InlineData("""{"client_id":""", null, null)]
    [InlineData("""["client_id"]""", null, null)]
    public void The_client_is_in_the_form_or_the_object_or_else_in_the_header(string body, string? authorization, string? client) =>
        Assert.Equal(client, TokenForm.ClientOf(Encoding.UTF8.GetBytes(body), authorization));
}
