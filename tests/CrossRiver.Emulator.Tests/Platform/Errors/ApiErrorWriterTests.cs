using System.Text;
using CrossRiver.Emulator.Platform.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>The answer to a refused call, and what the journal gets to know of it.</summary>
public sealed class ApiErrorWriterTests : IDisposable
{
    private readonly KeptLines _lines = new();
    private readonly ILoggerFactory _logging;

    public ApiErrorWriterTests() => _logging = LoggerFactory.Create(logging => logging.AddProvider(_lines));

    [Theory]
    [InlineData("HTTP/1.1", "TooSlow", "close")]
    [InlineData("HTTP/2", "TooSlow", "")]
    [InlineData("HTTP/1.1", "TooLarge", "")]
    public async Task A_connection_on_which_a_body_may_still_arrive_is_closed(string protocol, string error, string connection)
    {
        var http = await WriteAsync((error is "TooSlow" ? ErrorCatalog.TooSlow : ErrorCatalog.TooLarge).ToException(), protocol);

        Assert.Equal(connection, http.Response.Headers.Connection.ToString());
    }

    [Theory]
    [InlineData(0.2, "1")]
    [InlineData(1.0, "1")]
    [InlineData(1.01, "2")]
    public async Task A_wait_is_answered_in_whole_seconds_after_which_there_is_room(double seconds, string header)
    {
        var http = await WriteAsync(new ApiException(ErrorCatalog.TooManyRequests, "too many") { RetryAfter = TimeSpan.FromSeconds(seconds) });

        Assert.Equal(header, http.Response.Headers.RetryAfter.ToString());
        Assert.Equal("""{"errors":[{"code":2429,"message":"too many"}]}""", BodyOf(http));
    }

    [Fact]
    public async Task All_reasons_of_a_refusal_are_answered_and_kept_with_the_call()
    {
        var http = await WriteAsync(ApiException.OfAll([ErrorCatalog.TooLarge.ToException(), ErrorCatalog.InProgress.ToException("key")]));

        Assert.Equal(
            """{"errors":[{"code":1000,"message":"The request body is too large; the limit is 1 MB"},{"code":2409,"message":"A request with the idempotency key key is still in progress"}]}""",
            BodyOf(http));
        Assert.Equal(["The request body is too large; the limit is 1 MB", "A request with the idempotency key key is still in progress"], http.Call().Errors);
        Assert.Equal(["TooLarge", "InProgress"], http.Call().Refusals);
        Assert.Empty(_lines.All);
    }

    [Fact]
    public async Task A_defect_is_answered_without_its_cause_and_logged_with_it()
    {
        var http = await WriteAsync(new InvalidOperationException("the cause"), status: StatusCodes.Status500InternalServerError);

        Assert.Equal("""{"errors":[{"code":9999,"message":"System error"}]}""", BodyOf(http));
        Assert.Equal(["SystemFault"], http.Call().Refusals);
        Assert.Contains("Request r-1 failed: POST /core/v1/cm/customers System.InvalidOperationException: the cause", Assert.Single(_lines.All), StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_means_one_error()
    {
        var services = new ServiceCollection().AddErrors(ErrorCatalog.InProgress, ErrorCatalog.TooLarge, ErrorCatalog.NotYaml);

        Assert.Equal(3, services.Count);
        var refused = Assert.Throws<InvalidOperationException>(() => services.AddErrors(new ErrorDefinition(409, 2409, "other", "Other") { When = "never" }));
        Assert.Equal("Error Other has the code 2409 of InProgress; give it a code of its own", refused.Message);
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddErrors(ErrorCatalog.InProgress, ErrorCatalog.InProgress));
    }

    public void Dispose()
    {
        _logging.Dispose();
        _lines.Dispose();
    }

    private async Task<HttpContext> WriteAsync(Exception exception, string protocol = "HTTP/1.1", int status = StatusCodes.Status400BadRequest)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddOptions().BuildServiceProvider() };
        (http.Request.Protocol, http.Request.Method, http.Request.Path) = (protocol, "POST", "/core/v1/cm/customers");
        http.Response.StatusCode = status;
        http.Response.Body = new MemoryStream();
        http.SetEndpoint(new Endpoint(requestDelegate: null, metadata: null, displayName: null));
        http.Features.Set(new Call("r-1", "POST", "/core/v1/cm/customers"));
        await new ApiErrorWriter(_logging.CreateLogger<ApiErrorWriter>()).WriteAsync(new ProblemDetailsContext { HttpContext = http, Exception = exception });
        return http;
    }

    private static string BodyOf(HttpContext http) => Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray());
}
