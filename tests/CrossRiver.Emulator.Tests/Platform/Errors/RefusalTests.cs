using System.Net;
using System.Text;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>Whatever cannot be taken is refused in the bank's shape and changes nothing.</summary>
public sealed class RefusalTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    public static TheoryData<string, string?, HttpStatusCode> Refused => new()
    {
        { "{}", "application/json", HttpStatusCode.BadRequest },
        { "[", "application/json", HttpStatusCode.BadRequest },
        { "[]", "application/json", HttpStatusCode.BadRequest },
        { "null", "application/json", HttpStatusCode.BadRequest },
        { "", "application/json", HttpStatusCode.BadRequest },
        { "", null, HttpStatusCode.UnsupportedMediaType },
        { "{}", "text/plain", HttpStatusCode.UnsupportedMediaType },
        { "partnerId=1", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType },
        { $$"""{"partnerId":"{{new string('x', 2 * 1024 * 1024)}}"}""", "application/json", HttpStatusCode.RequestEntityTooLarge },
        { $"{string.Concat(Enumerable.Repeat("""{"name":""", 200))}1{new string('}', 200)}", "application/json", HttpStatusCode.BadRequest },
        { "\"\\ud800\"", "application/json", HttpStatusCode.BadRequest },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    [ContractRow("6.1 malformed JSON")]
    [ContractRow("6.3 400")]
    public async Task A_body_that_cannot_be_taken_is_refused(string body, string? contentType, HttpStatusCode status)
    {
        string[] paths =
        [
            "/core/v1/cm/customers",
            "/webhooks/v1/registrations",
            $"/core/v1/cm/customers/{(await _partner.OnboardAsync())["id"]}/addresses",
            $"/core/v1/cm/customers/{(await _partner.OnboardAsync())["id"]}/phones",
        ];
        var before = (await _partner.GetJournalAsync()).Count(entry => (string)entry["kind"]! == "change");

        foreach (var path in paths)
        {
            var answer = await _partner.PostTextAsync(path, body, contentType);

            Assert.Equal(status, answer.Status);
            Assert.NotEmpty(answer.Messages);
            Assert.All(answer.Json["errors"]!.AsArray(), error => Assert.Equal(1000, (int)error!["code"]!));
        }

        Assert.Equal(before, (await _partner.GetJournalAsync()).Count(entry => (string)entry["kind"]! == "change"));
        Assert.Equal(0, await _partner.CountRegistrationsAsync());
    }

    [Fact]
    public async Task A_refused_call_is_in_its_partners_journal_with_the_reasons()
    {
        var customer = await _partner.OnboardAsync();
        var body = _partner.Body("create-personal.request.json");
        body["classification"] = "Both";

        await _partner.PostAsync("/core/v1/cm/customers", body);
        await _partner.PostTextAsync($"/core/v1/cm/customers/{customer["id"]}/phones", "{}");

        var refused = (await _partner.GetJournalAsync()).Where(entry => (int?)entry["statusCode"] == 400 && (string)entry["kind"]! == "call");
        Assert.Equal(
            [["Classification must be one of Personal, Business"], ["PhoneType required", "PhoneNumber required"]],
            refused.Select(entry => entry["errors"]!.AsArray().Select(error => (string)error!).ToArray()));
    }

    [Fact]
    public async Task A_large_body_without_a_length_is_refused()
    {
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(new string(' ', 2 * 1024 * 1024))));
        content.Headers.ContentType = new("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "/core/v1/cm/customers") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        var answer = await _partner.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal(["The request body is too large; the limit is 1 MB"], answer.Messages);
    }

    [Fact]
    public async Task A_body_of_just_the_limit_is_read()
    {
        var body = $$"""{"partnerId":"{{new string('x', (1024 * 1024) - 16)}}"}""";
        Assert.Equal(1024 * 1024, body.Length);

        var answer = await _partner.PostTextAsync("/core/v1/cm/customers", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    [ContractRow("6.1 unknown route")]
    public async Task An_unknown_route_is_told_as_the_banks_framework_does()
    {
        var answer = await _partner.GetAsync("/core/v9/cm/customers");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.StartsWith("No HTTP resource was found that matches the request URI 'http://", (string)answer.Json["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_that_a_route_does_not_have_is_refused()
    {
        var answer = await _partner.SendAsync(new HttpRequestMessage(HttpMethod.Patch, "/core/v1/cm/customers"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Single(answer.Messages);
    }

    [Theory]
    [InlineData("/core/v1/cm/customers/x")]
    [InlineData("/nowhere")]
    [InlineData("/_emulator/health")]
    [InlineData("/webhooks/v1/registrations")]
    [ContractRow("5 request-id")]
    public async Task Every_answer_has_a_request_id_of_its_own(string path)
    {
        var first = await _partner.GetAsync(path);
        var second = await _partner.GetAsync(path);

        var ids = new[] { first, second }.Select(answer => Guid.Parse(Assert.Single(answer.Headers.GetValues("request-id"))));
        Assert.Distinct(ids);
    }
}
