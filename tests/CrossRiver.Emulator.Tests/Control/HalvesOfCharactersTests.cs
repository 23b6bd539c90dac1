using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CrossRiver.Emulator.Platform.Bodies;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Control;

/// <summary>JSON can spell half of a character, which is no text: every route of ours refuses it wherever it stands.</summary>
public sealed class HalvesOfCharactersTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Half = "\\ud800";

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task Every_field_of_every_body_is_refused_with_its_place()
    {
        await _partner.OnboardAsync();
        var calls = Calls().ToList();

        Assert.True(calls.Count > 200, $"{calls.Count} bodies");
        foreach (var (route, body) in calls)
        {
            var answer = await SendAsync(route.Method, Path(route), body, "application/json");

            Assert.True(answer.Status is HttpStatusCode.BadRequest, $"{route} {body}: {answer.Status} {answer.Text}");
            Assert.Contains(answer.Messages, message => message.Contains("half of a character", StringComparison.Ordinal));
        }

        Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync("/_emulator/journal")).Status);
    }

    [Theory]
    [InlineData("{\"a\": \"\\ud800\"}", "line 1, byte 8")]
    [InlineData("{\"a\":\n \"x\\udc00\"}", "line 2, byte 4")]
    [InlineData("{\"a\\uDBFFb\": 1}", "line 1, byte 4")]
    [InlineData("[\"\\ud83d\\ude00\", \"\\ude00\\ud83d\"]", "line 1, byte 19")]
    [InlineData("[\"\\\\ud800\", \"\\\\\\ud800\"]", "line 1, byte 16")]
    [InlineData("[\"\\ud83d\\\\ude00\"]", "line 1, byte 3")]
    [InlineData("[\"\\ud83d \\ude00\"]", "line 1, byte 3")]
    public async Task The_place_is_that_of_the_escape(string body, string place)
    {
        var answer = await SendAsync("POST", $"/_emulator/partners/{_partner.Id}/seed", body, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([$"The request body has half of a character at {place}: write a pair of escapes, such as \\ud83d\\ude00, or the character itself"], answer.Messages);
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("\\ud83d\\ude00")]
    public async Task A_whole_character_is_taken_as_itself_or_as_two_escapes(string character)
    {
        await _partner.OnboardAsync();

        var ordered = await SendAsync("POST", $"/_emulator/partners/{_partner.Id}/scenarios/next", $$"""{"scenario":"clear","clientIdentifier":"{{character}}"}""", "application/json");
        var rule = await SendAsync("POST", $"/_emulator/partners/{_partner.Id}/faults", $$"""{"call":"customers.get","status":500,"headers":{"X-Note":"{{character}}"} }""", "application/json");
        var scenario = await SendAsync("PUT", $"/_emulator/partners/{_partner.Id}/scenarios/mine", $$"""{"version": 1, "scenario": "mine", "title": "{{character}}", "timeline": [{"set": {"ofac": "Clear"} } ] }""", "application/yaml");

        Assert.Equal("😀", (string)ordered.Expect(HttpStatusCode.OK)["clientIdentifier"]!);
        Assert.True((int)rule.Status < 500, rule.Text);
        Assert.Equal("😀", (string)scenario.Expect(HttpStatusCode.OK)["title"]!);
    }

    [Theory]
    [InlineData("/core/v1/cm/customers?clientIdentifier=%ED%A0%80")]
    [InlineData("/core/v1/cm/customers?%ED%A0%80=1")]
    [InlineData("/core/v1/cm/customers/%ED%A0%80")]
    [InlineData("/webhooks/v1/events?eventName=%ED%A0%80")]
    [InlineData("/_emulator/journal?customer=%ED%A0%80")]
    [InlineData("/_emulator/scenarios/%ED%A0%80")]
    public async Task Bytes_that_are_half_of_a_character_in_an_address_are_no_defect(string path)
    {
        await _partner.OnboardAsync();

        Assert.True((int)(await _partner.GetAsync(path)).Status < 500);
        Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync("/_emulator/journal?limit=1000")).Status);
    }

    [Fact]
    public async Task The_banks_bodies_have_it_where_they_are_not_read_and_are_refused_where_they_are()
    {
        var customer = await _partner.OnboardAsync();
        var path = $"/core/v1/cm/customers/{customer["id"]}";

        var taken = await SendAsync("PUT", $"{path}/name", $$"""{"firstName": "Paul", "{{Half}}": "{{Half}}", "note": {"a": ["{{Half}}"]} }""", "application/json");
        var refused = await SendAsync("PUT", $"{path}/name", $$"""{"firstName": "{{Half}}"}""", "application/json");
        var create = _partner.Body("create-personal.request.json").ToJsonString();
        var created = await SendAsync("POST", "/core/v1/cm/customers", create.Insert(1, $"\"x\": {{\"{Half}\": [\"{Half}\"]}},"), "application/json");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.OK), (taken.Status, refused.Status, created.Status));
        Assert.NotEmpty(await _partner.GetJournalAsync());
    }

    [Theory]
    [InlineData("/scenarios/mine", "PUT")]
    [InlineData("/snapshot", "PUT")]
    public async Task Text_that_is_read_in_another_way_is_refused_too(string path, string method)
    {
        await _partner.OnboardAsync();
        foreach (var body in (string[])[$$"""{"version": 1, "scenario": "mine", "title": "{{Half}}"}""", $$"""{"scenario": "mine", "{{Half}}": 1}""", $$"""{"format": "{{Half}}"}""", $$"""{"partnerId": "{{_partner.Id}}", "{{Half}}": 1}"""])
        {
            var answer = await SendAsync(method, $"/_emulator/partners/{_partner.Id}{path}", body, path is "/snapshot" ? "application/json" : "application/yaml");

            Assert.True(answer.Status is HttpStatusCode.BadRequest, $"{path} {body}: {answer.Status} {answer.Text}");
        }
    }

    // Each field of each body: as text, within a list and an object, as a name; and the body itself.
    private IEnumerable<(ControlRoute Route, string Body)> Calls() =>
        from endpoint in emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.RoutePattern.RawText!.StartsWith(Platform.ControlRoutes.Prefix, StringComparison.Ordinal)
        from form in endpoint.Metadata.GetOrderedMetadata<BodyForm>()
        let route = new ControlRoute(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0], endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal))
        from field in form.FieldsFor(default).Select(field => field.Name).Append(Half)
        from value in (string[])[$"\"{Half}\"", $"[\"{Half}\"]", $$"""{"{{Half}}": 1}""", $$"""{"a": {"b": ["x{{Half}}"]} }"""]
        select (route, form.IsList ? $$"""[{"{{field}}": {{value}}}]""" : $$"""{"{{field}}": {{value}}}""");

    private string Path(ControlRoute route) => route.Path.Replace("6f9619ff-8b86-d011-b42d-00c04fc964ff", $"{_partner.Id}", StringComparison.Ordinal);

    private Task<Answer> SendAsync(string method, string path, string body, string contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return _partner.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = content });
    }
}
