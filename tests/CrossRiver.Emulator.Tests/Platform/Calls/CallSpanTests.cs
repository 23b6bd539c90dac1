using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Platform.Calls;

public sealed class CallSpanTests
{
    [Theory]
    [InlineData(200, ActivityStatusCode.Unset, null)]
    [InlineData(499, ActivityStatusCode.Unset, null)]
    [InlineData(500, ActivityStatusCode.Error, "500")]
    [InlineData(503, ActivityStatusCode.Error, "503")]
    public void A_span_is_an_error_if_the_emulator_has_failed(int status, ActivityStatusCode expected, string? errorType)
    {
        using var span = new Activity("call");
        var context = new DefaultHttpContext { Request = { Method = "GET", Path = "/nowhere" }, Response = { StatusCode = status } };

        CallSpan.Describe(span, context, new Call("request", "GET", "/nowhere"));

        Assert.Equal((expected, errorType), (span.Status, (string?)span.GetTagItem("error.type")));
        Assert.Equal(("GET", status), (span.DisplayName, span.GetTagItem("http.response.status_code")));
    }
}
