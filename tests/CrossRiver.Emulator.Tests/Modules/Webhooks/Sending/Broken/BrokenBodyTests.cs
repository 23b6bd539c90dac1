using System.Text;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

/// <summary>The body of a webhook after each fault.</summary>
public sealed class BrokenBodyTests
{
    [Theory]
    [InlineData(null, """{"a":1,"b":2}""", "application/json")]
    [InlineData("Truncated", """{"a":1""", "application/json")]
    [InlineData("NotJson", "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n", "application/json")]
    [InlineData("Empty", "", "application/json")]
    [InlineData("WrongContentType", """{"a":1,"b":2}""", "text/plain")]
    [InlineData("ExtraFields", """{"a":1,"b":2,"schemaVersion":"2.0","correlation":{"source":"core","retries":0},"reserved":null}""", "application/json")]
    public void A_fault_changes_the_body_or_its_type(string? fault, string body, string contentType)
    {
        var broken = Of("""{"a":1,"b":2}""", fault);

        Assert.Equal((body, contentType), (Encoding.UTF8.GetString(broken.Bytes), broken.ContentType));
    }

    [Fact]
    public void A_huge_body_has_five_megabytes_of_padding()
    {
        var text = Encoding.UTF8.GetString(Of("""{"a":1}""", "Huge").Bytes);

        Assert.Equal(5 * 1024 * 1024, text.Length - """{"a":1,"padding":""}""".Length);
        Assert.StartsWith("""{"a":1,"padding":"xxx""", text, StringComparison.Ordinal);
        Assert.EndsWith("xxx\"}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    public void A_body_that_a_tester_has_made_no_object_gets_no_members(string body)
    {
        Assert.Equal(body, Encoding.UTF8.GetString(Of(body, "ExtraFields").Bytes));
        Assert.Equal(body, Encoding.UTF8.GetString(Of(body, "Huge").Bytes));
    }

    private static BrokenBody Of(string body, string? fault) => BrokenBody.Of(Encoding.UTF8.GetBytes(body), fault is null ? null : Enum.Parse<BodyFault>(fault));
}
