using System.Net.Http.Headers;
using System.Text;
using CrossRiver.Emulator.Modules.Webhooks.Sending;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>What a tester can change of a webhook, and what the change does to the request.</summary>
public sealed class WebhookEditTests
{
    [Theory]
    [InlineData("X-Any_1~", "a b~")]
    [InlineData("cos-signature", null)]
    [InlineData("Authorization", "")]
    [InlineData("", "a", "Header '' is no name of a header")]
    [InlineData("X Y", "a", "Header 'X Y' is no name of a header")]
    [InlineData("X:", "a", "Header 'X:' is no name of a header")]
    [InlineData("é", "a", "Header 'é' is no name of a header")]
    [InlineData("host", "a", "Header host belongs to the connection and cannot be changed")]
    [InlineData("Content-Length", null, "Header Content-Length belongs to the connection and cannot be changed")]
    [InlineData("Transfer-Encoding", "a", "Header Transfer-Encoding belongs to the connection and cannot be changed")]
    [InlineData("Connection", "a", "Header Connection belongs to the connection and cannot be changed")]
    [InlineData("Upgrade", "a", "Header Upgrade belongs to the connection and cannot be changed")]
    [InlineData("Trailer", "a", "Header Trailer belongs to the connection and cannot be changed")]
    [InlineData("Expect", "a", "Header Expect belongs to the connection and cannot be changed")]
    [InlineData("TE", "a", "Header TE belongs to the connection and cannot be changed")]
    [InlineData("Keep-Alive", "a", "Header Keep-Alive belongs to the connection and cannot be changed")]
    [InlineData("Proxy-Connection", "a", "Header Proxy-Connection belongs to the connection and cannot be changed")]
    [InlineData("X", "a\n", "Header X must be at most 4096 printable characters of ASCII")]
    [InlineData("X", "\u007f", "Header X must be at most 4096 printable characters of ASCII")]
    public void A_header_is_one_that_a_request_can_have(string name, string? value, string? fault = null) => Assert.Equal(fault, With((name, value)).FindFault());

    [Fact]
    public void Headers_and_bodies_have_their_limits()
    {
        Assert.Null(With(("X", new string('a', 4096))).FindFault());
        Assert.NotNull(With(("X", new string('a', 4097))).FindFault());
        Assert.Null(With([.. Enumerable.Range(0, 50).Select(number => ($"X-{number}", (string?)""))]).FindFault());
        Assert.Equal("Headers must be at most 50", With([.. Enumerable.Range(0, 51).Select(number => ($"X-{number}", (string?)""))]).FindFault());
        Assert.Null(new WebhookEdit { Body = new string('a', 1024 * 1024) }.FindFault());
        Assert.Equal("Body must be at most 1048576 characters", new WebhookEdit { Body = new string('a', (1024 * 1024) + 1) }.FindFault());
        Assert.Equal("Header 'X Y' is no name of a header", With(("X-Good", "a"), ("X Y", "a")).FindFault());
    }

    [Fact]
    public void An_edit_without_a_change_is_empty()
    {
        Assert.True(new WebhookEdit().IsEmpty);
        Assert.False(new WebhookEdit { Body = "" }.IsEmpty);
        Assert.False(With(("X", null)).IsEmpty);
    }

    [Fact]
    public void The_body_is_the_bank_s_unless_there_is_another()
    {
        byte[] right = [1, 2];

        Assert.Same(right, new WebhookEdit().BodyOf(right));
        Assert.Equal("é"u8.ToArray(), new WebhookEdit { Body = "é" }.BodyOf(right));
    }

    [Fact]
    public void Headers_are_added_replaced_or_left_out_of_the_request_and_of_its_content()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://partner.example.test/hooks") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", "right");
        request.Headers.Add("cos-signature", "right");

        With(("Authorization", "Bearer other"), ("cos-signature", null), ("X-New", "1"), ("content-type", "text/plain"), ("Allow", "GET"), ("Expires", "0"), ("Last-Modified", "never")).SetHeaders(request);

        Assert.Equal("Authorization: Bearer other, X-New: 1", Print(request.Headers));
        Assert.Equal("Allow: GET, Content-Type: text/plain, Expires: 0, Last-Modified: never", Print(request.Content.Headers));
    }

    [Fact]
    public void The_journal_gets_headers_without_secrets()
    {
        Assert.Null(new WebhookEdit().ShownHeaders);

        var shown = With(("X-Note", "plain"), ("Authorization", "Bearer secret"), ("cos-signature", null)).ShownHeaders!;

        Assert.Equal(("plain", null), (shown["X-Note"], shown["cos-signature"]));
        Assert.DoesNotContain("secret", shown["Authorization"], StringComparison.Ordinal);
    }

    private static WebhookEdit With(params (string Name, string? Value)[] headers) =>
        new() { Headers = headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase) };

    private static string Print(HttpHeaders headers) => string.Join(
        ", ",
        headers.NonValidated.Where(header => header.Key is not "Content-Length").OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase).Select(header => $"{header.Key}: {header.Value}"));
}
